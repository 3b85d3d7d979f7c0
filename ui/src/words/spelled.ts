import type { Words } from './words';

/** Stand-in until the real one is merged. */
export function spelled(words: Words, fen: number): string | undefined {
  return words.lang === 'zh-CN' ? `（大写）人民币${fen}分` : undefined;
}
