import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ts|svelte|css)$/.test(file) && !file.startsWith('bindings'))
  .map((file) => ({ file, text: readFileSync(join('src', file), 'utf8') }));

function filesWith(pattern: RegExp): string[] {
  return files.filter(({ text }) => pattern.test(text)).map(({ file }) => file);
}

test('one file talks to the kiosk', () => {
  expect(filesWith(/@tauri-apps\//)).toEqual(['kiosk.ts']);
});

test('no template has a style attribute: the content security policy would drop it', () => {
  expect(filesWith(/\sstyle="/)).toEqual([]);
});

test('nothing is fetched from anywhere', () => {
  expect(filesWith(/https?:\/\//)).toEqual([]);
});

/** Of a mask only its opacity counts. */
const MASK = ['#000'];

const styles = files
  .filter(({ file }) => !file.endsWith('.ts'))
  .map(({ file, text }) => ({ file, css: file.endsWith('.css') ? text : (/<style>[^]*/.exec(text)?.[0] ?? '') }));

test('nothing knows left from right: a language read from the right has all of it mirrored', () => {
  const side = /\b(left|right)(-(width|color|style|radius))?:\s|text-align:\s*(left|right)|translateX\((?!calc\(.*var\(--forward\))/;
  expect(styles.filter(({ css }) => side.test(css)).map(({ file }) => file)).toEqual([]);
});

test('the two ends of a line have the same space', () => {
  const four = /(?:margin|padding|inset|border-width):\s+\S+ (\S+) \S+ (\S+);/g;
  const uneven = styles.flatMap(({ file, css }) =>
    [...css.matchAll(four)].filter(([, right, left]) => right !== left).map(([found]) => `${file}: ${found}`),
  );
  expect(uneven).toEqual([]);
});

test('every line of text is as high as its language needs', () => {
  const fixed = styles.flatMap(({ file, css }) =>
    [...css.matchAll(/line-height:\s*([^;]+);/g)]
      .filter(([, height = '']) => !height.includes('--leading') && height !== '0')
      .map(([found]) => `${file}: ${found}`),
  );
  expect(fixed).toEqual([]);
});

test('a colour has a name, and its value stands with the themes or the tokens', () => {
  const sources = styles.filter(({ file }) => !file.startsWith('themes') && file !== 'tokens.css');
  const named = sources.flatMap(({ file, css }) =>
    [...css.matchAll(/#[0-9a-f]{3,8}\b|\brgba?\(/g)].filter(([found]) => !MASK.includes(found)).map(([found]) => `${file}: ${found}`),
  );
  expect(named).toEqual([]);
});
