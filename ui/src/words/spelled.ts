// Amounts in words: a slipped point shows.
import { toCardinal } from 'n2words/en-US';
import { toCurrency } from 'n2words/zh-Hans-CN';
import type { Words } from './words';

/**
 * An amount in fen in words, in Chinese with the numerals of the receipt: `叁佰伍拾元整`. Absent in a
 * language whose number words are not known here.
 */
export function spelled(words: Words, fen: number): string | undefined {
  // The paper writes 元; both characters are in use.
  if (words.lang.startsWith('zh')) return toCurrency((fen / 100).toFixed(2)).replace('圆', '元');
  if (!words.lang.startsWith('en')) return undefined;
  const rest = fen % 100;
  const said = words.text('amount-in-words', {
    yuan: toCardinal(Math.floor(fen / 100)),
    fen: toCardinal(rest),
    rest,
  });
  return said.charAt(0).toUpperCase() + said.slice(1);
}
