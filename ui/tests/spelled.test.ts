import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readRules, spell } from '../src/words/spelled-rules';
import { spelled } from '../src/words/spelled';
import { wordsFor, type Words } from '../src/words/words';

const said = {
  'zh-CN': [
    // The forms of the regulation, as the receipt writes them.
    [0, '零元整'],
    [1, '壹分'],
    [10, '壹角整'],
    [53, '伍角叁分'],
    [100, '壹元整'],
    [105, '壹元零伍分'],
    [1_001, '壹拾元零壹分'],
    [1_010, '壹拾元零壹角整'],
    [35_000, '叁佰伍拾元整'],
    [100_500, '壹仟零伍元整'],
    [168_032, '壹仟陆佰捌拾元零叁角贰分'],
    [10_700_053, '壹拾万柒仟元零伍角叁分'],
    [100_000_050, '壹佰万元零伍角整'],
    [100_500_000, '壹佰万伍仟元整'],
    [10_000_000_000, '壹亿元整'],
    [10_000_000_100, '壹亿零壹元整'],
    [1_000_500_060_000, '壹佰亿零伍佰万零陆佰元整'],
  ],
  en: [
    [0, 'zero yuan'],
    [50, 'fifty fen'],
    [100, 'one yuan'],
    [20_050, 'two hundred yuan and fifty fen'],
    [121_500, 'one thousand, two hundred and fifteen yuan'],
    [200_542, 'two thousand and five yuan and forty-two fen'],
    [100_000_000, 'one million yuan'],
  ],
  ug: [
    [0, 'نۆل يۈەن'],
    [3, 'ئۈچ پۇڭ'],
    [50, 'بەش مو'],
    [20_050, 'ئىككى يۈز يۈەن بەش مو'],
    [121_503, 'بىر مىڭ ئىككى يۈز ئون بەش يۈەن ئۈچ پۇڭ'],
  ],
  bo: [
    [0, 'སྒོར་ཀླད་ཀོར'],
    [3, 'སྐར་གསུམ'],
    [53, 'ཟུར་ལྔ་དང་སྐར་གསུམ'],
    [1_500, 'སྒོར་བཅོ་ལྔ'],
    [2_100, 'སྒོར་ཉེར་གཅིག'],
    [20_050, 'སྒོར་ཉིས་བརྒྱ་དང་ཟུར་ལྔ'],
    [121_800, 'སྒོར་ཆིག་སྟོང་དང་ཉིས་བརྒྱ་དང་བཅོ་བརྒྱད'],
  ],
} satisfies Record<string, [number, string][]>;

describe.each(Object.entries(said))('an amount in words in %s', (lang, amounts) => {
  test.each(amounts)('%d fen', (fen, words) => {
    expect(spelled(wordsFor(lang), fen)).toBe(words);
  });

  test('is another one for every amount', () => {
    const amounts = [...Array(20_000).keys(), ...Array.from({ length: 5_000 }, (_, at) => 20_000 + at * 7_919)];
    const words = amounts.map((fen) => spelled(wordsFor(lang), fen));
    expect(new Set(words).size).toBe(new Set(amounts).size);
  });
});

test('the official Chinese examples come out in an official form', ({ skip }) => {
  const file = '../../shared/vectors/rmb/pboc_official.json';
  if (!existsSync(file)) {
    console.log(`skipped: ${file} is not there`);
    skip();
  }
  const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: [string, string[]][] };
  expect(cases.length).toBeGreaterThan(0);
  for (const [amount, forms] of cases) {
    expect(forms).toContain(`人民币${spelled(wordsFor('zh-CN'), Number(amount.replace('.', '')))}`);
  }
});

test('a language without rules has no amounts in words', () => {
  const unknown: Words = { ...wordsFor('en'), lang: 'eo' };
  expect(spelled(unknown, 100)).toBeUndefined();
});

test('what is no rule is refused by its line', () => {
  expect(() => readRules('%amount:\nzero: none;')).toThrow('no rule: zero: none;');
  expect(() => readRules('0: none;')).toThrow('no rule: 0: none;');
});

test('a number below every rule is refused', () => {
  expect(() => spell(readRules('%amount:\n1: one;'), '%amount', 0)).toThrow('no rule of %amount for 0');
});
