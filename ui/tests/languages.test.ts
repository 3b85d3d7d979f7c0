// One more folder is one more language: shown with the pseudo-language.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PSEUDO, pseudoMessages, pseudoRules, pseudoText } from '../scripts/pseudo-text.mjs';
import type { MessageId } from '../src/words/ids';
import { readRules, spell } from '../src/words/spelled-rules';
import { makeBooks, wordsFor } from '../src/words/words';

const FOLDER = '../assets/messages';
const ids = [...readFileSync('src/words/ids.ts', 'utf8').matchAll(/'([\w.-]+)'/g)].map(([, id]) => id as MessageId);

function folder(lang: string): Record<string, string> {
  const files = readdirSync(join(FOLDER, lang)).filter((file) => file.endsWith('.ftl'));
  return Object.fromEntries(files.map((file) => [`${lang}/${file}`, readFileSync(join(FOLDER, lang, file), 'utf8')]));
}

/** A figure for every value that a message has. */
const names = Object.values(folder('en')).flatMap((text) => [...text.matchAll(/\$(\w+)/g)].map(([, name]) => name));
const ARGS = Object.fromEntries(names.map((name) => [name, '7']));

const pseudo = Object.fromEntries(
  Object.entries(folder('en')).map(([path, text]) => [path.replace('en/', `${PSEUDO}/`), pseudoMessages(text)]),
);
const books = makeBooks({ ...folder('zh-CN'), ...folder('en'), ...pseudo });

describe('the pseudo-language', () => {
  const words = books.get(PSEUDO);
  const english = books.get('en');
  if (!words || !english) throw new Error('no words');

  test.each(ids)('stretches %s', (id) => {
    const [text, plain] = [words.text(id, ARGS), english.text(id, ARGS)];
    expect(text).toMatch(/^⟦[^]*⟧$/);
    expect(text).not.toMatch(/[aeiou]/i);
    expect(text.replace(/[⟦⟧7]/g, '').length).toBeGreaterThanOrEqual(plain.replaceAll('7', '').length * 1.4);
  });

  test('keeps the rules of amounts', () => {
    const rules = readRules(pseudoRules(readFileSync(join(FOLDER, 'en/amount.rbnf'), 'utf8')));
    expect(spell(rules, '%amount', 20_050)).toBe(
      ['two', 'hundred', 'yuan', 'and', 'fifty', 'fen'].map((word) => pseudoText(word)).join(' '),
    );
  });
});

test('what a language does not say yet is said in Chinese', () => {
  const young = makeBooks({ ...folder('zh-CN'), 'kk/kiosk.ftl': 'language-name = Қазақша' }).get('kk');
  expect(young?.text('language-name')).toBe('Қазақша');
  expect(young?.text('access-help')).toBe(wordsFor('zh-CN').text('access-help'));
});

test('a language without a folder is Chinese', () => {
  expect(wordsFor('kk')).toBe(wordsFor('zh-CN'));
});

test('a name in a line that runs to the left stands by itself', () => {
  expect(wordsFor('ug').text('receipt-paid-by', { channel: '支付宝' })).toContain('\u2068支付宝\u2069');
  expect(wordsFor('bo').text('receipt-paid-by', { channel: '支付宝' })).not.toContain('\u2068');
});
