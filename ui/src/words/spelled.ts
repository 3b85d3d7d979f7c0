import type { Words } from './words';

/** The amount in words; undefined in a language without rules for it. */
export function spelled(_words: Words, _fen: number): string | undefined {
  return undefined;
}
