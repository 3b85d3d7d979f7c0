// Lines into the one text that a synthesiser is given.
import type { Words } from '../words/words';

/** A number of so many digits is no quantity: it is said digit by digit. */
const LONG_NUMBER = /(?<![\d.,])\d{5,}(?![\d.,]*\d)/gu;
const ENDS = /[\p{P}།]$/u;
/** A part of a name that is not shown. */
const MASKED = /\*+/gu;
/** Marks that keep directions apart for the eye; a synthesiser may name them, and they hide digits' edges. */
const DIRECTIONS = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu;

export function spoken(words: Words, lines: readonly string[]): string {
  const pause = words.text('heard-pause');
  const said = lines
    .flatMap((line) => line.split('\n'))
    .map((line) => line.replace(DIRECTIONS, '').trim())
    .filter((line) => line !== '');
  const ended = said.map((line) => (ENDS.test(line) ? line : line + pause));
  return ended
    .join(' ')
    .replace(MASKED, words.text('heard-masked'))
    .replace(LONG_NUMBER, (number) => [...number].join(' '));
}
