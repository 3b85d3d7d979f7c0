// Amounts in figures and in words.
import { toCardinal as inEnglish } from 'n2words/en-US';
import { toCurrency as inChinese } from 'n2words/zh-Hans-CN';
import { figuresOf } from './numbers';
import type { Words } from './words';

const FEN = 100;

/** An amount in fen as it is read, without the sign: `1,350.00`. */
export function figures(fen: number, lang: string): string {
  const format = new Intl.NumberFormat(figuresOf(lang), {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  return format.format(fen / FEN);
}

/**
 * An amount in words, in Chinese with the numerals of the receipt: `叁佰伍拾元整`. A language whose
 * number words are not known here says the figures with the names of the units.
 */
export function spelled(fen: number, words: Words): string {
  const yuan = Math.floor(fen / FEN);
  const rest = fen % FEN;
  // The paper writes 元; both characters are in use.
  if (words.lang.startsWith('zh')) return inChinese((fen / FEN).toFixed(2)).replace('圆', '元');
  const number = words.lang.startsWith('en') ? inEnglish : (value: number) => String(value);
  return words.text('amount-in-words', { yuan: number(yuan), fen: number(rest), rest });
}
