import { FluentBundle, FluentResource } from '@fluent/bundle';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { idsFile } from '../scripts/ids-file.mjs';

const FOLDER = '../assets/messages';
const languages = readdirSync(FOLDER).map((lang) => {
  const files = readdirSync(join(FOLDER, lang)).sort();
  const source = files.map((file) => readFileSync(join(FOLDER, lang, file), 'utf8')).join('\n');
  return { lang, source };
});

/** Every message and attribute, with what it needs: `due-total { $count }`. */
function messages(source: string): string[] {
  const resource = new FluentResource(source);
  return resource.body.flatMap(({ id, value, attributes }) => [
    ...(value === null ? [] : [`${id} ${variables(value)}`]),
    ...Object.entries(attributes).map(([name, pattern]) => `${id}.${name} ${variables(pattern)}`),
  ]);
}

function variables(pattern: unknown): string {
  const found = JSON.stringify(pattern).matchAll(/"type":"var","name":"(\w+)"/g);
  return [...new Set([...found].map(([, name]) => `$${name}`))].sort().join(' ');
}

test('every language says everything, with the same values in it', () => {
  expect(languages.map(({ lang }) => lang)).toEqual(expect.arrayContaining(['zh-CN', 'en']));
  const [first, ...others] = languages.map(({ source }) => messages(source).sort());
  for (const other of others) expect(other).toEqual(first);
});

test.each(languages)('every entry of $lang can be parsed and is said once', ({ lang, source }) => {
  const written = [...source.matchAll(/^([a-z][\w-]*) =/gm)].map(([, id]) => id);
  expect(new Set(written).size).toBe(written.length);
  expect(new FluentResource(source).body.map(({ id }) => id)).toEqual(written);
  expect(new FluentBundle(lang).addResource(new FluentResource(source))).toEqual([]);
});

test('the type of the messages is what the files say', () => {
  const chinese = languages.find(({ lang }) => lang === 'zh-CN');
  expect(readFileSync('src/words/ids.ts', 'utf8')).toBe(idsFile(chinese?.source ?? ''));
});

test('nothing is translated that the screen does not say', () => {
  const program = sources('src').join('\n');
  const ids = readFileSync('src/words/ids.ts', 'utf8').matchAll(/'([\w-]+)'/g);
  const unused = [...ids].map(([, id]) => id).filter((id) => !program.includes(`'${id}'`));
  expect(unused).toEqual([]);
});

test.each(languages)('the words of $lang do not shout', ({ source }) => {
  const said = source.split('\n').filter((line) => !line.startsWith('#'));
  expect(said.filter((line) => /[!！]/.test(line))).toEqual([]);
});

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'bindings' ? [] : sources(path);
    return /\.(ts|svelte)$/.test(entry.name) && entry.name !== 'ids.ts' ? [readFileSync(path, 'utf8')] : [];
  });
}
