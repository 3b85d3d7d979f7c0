import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ts|svelte)$/.test(file) && !file.startsWith('bindings'))
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
