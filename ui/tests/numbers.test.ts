import { describe, expect, test } from 'vitest';
import { longDay, monthName, weekdayNames } from '../src/words/days';
import { figures } from '../src/words/money';
import { figuresOf, known } from '../src/words/numbers';

test.each(['zh-CN', 'en', 'ug', 'bo', 'ar-EG', 'qps-ploc'])('an amount in %s has the figures of the keys', (lang) => {
  expect(figures(12_345_678, lang)).toBe('123,456.78');
});

test('a language whose rules the browser has not keeps to plain ones', () => {
  expect(known('qps-ploc')).toBe(false);
  expect(figuresOf('qps-ploc')).toBe('en-u-nu-latn');
});

describe('a day', () => {
  test('is said as the language says it', () => {
    expect(longDay('2026-11-26', 'zh-CN')).toBe('2026年11月26日星期四');
    expect(longDay('2026-11-26', 'en')).toBe('Thursday, November 26, 2026');
    expect(monthName('2026-12', 'en')).toBe('December 2026');
    expect(weekdayNames('en')).toEqual(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']);
  });

  test('stays in figures in a language without rules, as does what is no day', () => {
    expect(longDay('2026-11-26', 'qps-ploc')).toBe('2026-11-26');
    expect(monthName('2026-12', 'qps-ploc')).toBe('2026-12');
    expect(weekdayNames('qps-ploc')).toEqual(['1', '2', '3', '4', '5', '6', '7']);
    expect(longDay('soon', 'en')).toBe('soon');
  });
});
