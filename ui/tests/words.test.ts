import { FluentBundle, FluentResource } from '@fluent/bundle';
import { FluentParser, Visitor, type BaseNode, type Message, type SelectExpression, type VariableReference } from '@fluent/syntax';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { idsFile, PAPER } from '../scripts/ids-file.mjs';
import { wordsFor } from '../src/words/words';

const FOLDER = '../assets/messages';
const languages = readdirSync(FOLDER).map((lang) => ({ lang, source: textOf(lang) }));
const chinese = textOf('zh-CN');
const others = languages.filter(({ lang }) => lang !== 'zh-CN');

/** The values in a text, and the words that its selectors know, by the value they select. */
class Needs extends Visitor {
  values = new Set<string>();
  keys = new Map<string, Set<string>>();

  constructor(nodes: BaseNode[]) {
    super();
    for (const node of nodes) this.visit(node);
  }

  override visitVariableReference({ id }: VariableReference) {
    this.values.add(id.name);
  }

  override visitSelectExpression(select: SelectExpression) {
    const value = select.selector.type === 'VariableReference' ? select.selector.id.name : '';
    const keys = this.keys.get(value) ?? new Set();
    for (const { key } of select.variants) keys.add(key.type === 'Identifier' ? key.name : key.value);
    this.keys.set(value, keys);
    this.genericVisit(select);
  }
}

function messagesOf(source: string): Message[] {
  return new FluentParser().parse(source).body.filter((entry): entry is Message => entry.type === 'Message');
}

/** Every text by its id: of a message, or of its attribute by `message.attribute`. */
function texts(source: string): string[] {
  return messagesOf(source).flatMap(({ id, value, attributes }) => [
    ...(value ? [id.name] : []),
    ...attributes.map((attribute) => `${id.name}.${attribute.id.name}`),
  ]);
}

/** What each message needs. Its attributes are given the same values. */
function needs(source: string): Map<string, Needs> {
  return new Map(
    messagesOf(source).map(({ id, value, attributes }) => [
      id.name,
      new Needs([...(value ? [value] : []), ...attributes.map((attribute) => attribute.value)]),
    ]),
  );
}

const PLURAL = ['zero', 'one', 'two', 'few', 'many', 'other'];

/** The words besides plurals that a message selects by, such as `held: paper`. */
function choices({ keys }: Needs): string[] {
  const own = [...keys].flatMap(([value, words]) => [...words].map((word) => [value, word] as const));
  return own.filter(([, word]) => !PLURAL.includes(word)).map(([value, word]) => `${value}: ${word}`);
}

test('there are the four languages of the hall', () => {
  expect(languages.map(({ lang }) => lang)).toEqual(expect.arrayContaining(['zh-CN', 'en', 'ug', 'bo']));
});

test.each(others)('$lang says everything that is said in Chinese, and nothing else', ({ source }) => {
  const [said, expected] = [texts(source), texts(chinese)];
  expect({
    missing: expected.filter((id) => !said.includes(id)),
    unknown: said.filter((id) => !expected.includes(id)),
  }).toEqual({ missing: [], unknown: [] });
});

test.each(others)('$lang has the same values in every message, and selects by no word that Chinese does not', ({ source }) => {
  const expected = needs(chinese);
  for (const [id, own] of needs(source)) {
    const first = expected.get(id);
    if (!first) continue;
    expect([...own.values].sort(), id).toEqual([...first.values].sort());
    expect(choices(first), id).toEqual(expect.arrayContaining(choices(own)));
  }
});

test.each(languages)('$lang asks for no plural that its numbers do not have', ({ lang, source }) => {
  const used = [...needs(source).values()].flatMap(({ keys }) => [...keys.values()].flatMap((words) => [...words]));
  const plurals = used.filter((key) => PLURAL.includes(key) && key !== 'other');
  if (plurals.length === 0) return;
  const rules = new Intl.PluralRules(lang);
  expect(rules.resolvedOptions().locale.split('-')[0]).toBe(lang.split('-')[0]);
  expect(rules.resolvedOptions().pluralCategories).toEqual(expect.arrayContaining(plurals));
});

test.each(languages)('$lang says which way it is written, and how high its lines are', ({ lang, source }) => {
  const { attributes } = new FluentResource(source).body.find(({ id }) => id === 'language-name') ?? {};
  expect(['ltr', 'rtl']).toContain(attributes?.['direction']);
  expect(wordsFor(lang).direction).toBe(attributes?.['direction']);
  expect(wordsFor(lang).leading).toBeGreaterThanOrEqual(1);
  expect(wordsFor(lang).leading).toBeLessThan(2);
});

test.each(others)('nothing of $lang is still Chinese', ({ source }) => {
  const first = new Map(new FluentResource(chinese).body.map((message) => [message.id, message]));
  const copied = new FluentResource(source).body.filter(({ id, value }) => {
    return value !== null && JSON.stringify(value) === JSON.stringify(first.get(id)?.value);
  });
  expect(copied.map(({ id }) => id)).toEqual([]);
});

test.each(languages)('every entry of $lang can be parsed and is said once', ({ lang, source }) => {
  const written = [...source.matchAll(/^([a-z][\w-]*) =/gm)].map(([, id]) => id);
  expect(new Set(written).size).toBe(written.length);
  expect(new FluentResource(source).body.map(({ id }) => id)).toEqual(written);
  expect(new FluentBundle(lang).addResource(new FluentResource(source))).toEqual([]);
});

test('the type of the messages is what the files say', () => {
  expect(readFileSync('src/words/ids.ts', 'utf8')).toBe(idsFile(textOf('zh-CN', (file) => file !== PAPER)));
});

test('nothing is translated that the screen does not say', () => {
  const program = sources('src').join('\n');
  const ids = readFileSync('src/words/ids.ts', 'utf8').matchAll(/'([\w-]+)(\.\w+)?'/g);
  const unused = [...ids].filter(([whole, , attribute]) => {
    const built = attribute !== undefined && program.includes(`}${attribute}\``);
    return !built && !program.includes(whole);
  });
  expect(unused.map(([whole]) => whole)).toEqual([]);
});

test.each(languages)('the words of $lang do not shout', ({ source }) => {
  const said = source.split('\n').filter((line) => !line.startsWith('#'));
  expect(said.filter((line) => /[!！]/.test(line))).toEqual([]);
});

/** All messages of a language, or those of some files. */
function textOf(lang: string, wanted = (_file: string) => true): string {
  const files = readdirSync(join(FOLDER, lang)).filter((file) => file.endsWith('.ftl') && wanted(file));
  return files.sort().map((file) => readFileSync(join(FOLDER, lang, file), 'utf8')).join('\n');
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'bindings' ? [] : sources(path);
    return /\.(ts|svelte)$/.test(entry.name) && entry.name !== 'ids.ts' ? [readFileSync(path, 'utf8')] : [];
  });
}
