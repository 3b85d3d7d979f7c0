// The five levels of the rating, and the reasons that belong to them.
import type { MessageId } from './ids';
import type { Words } from './words';

const levels: readonly MessageId[] = [
  'rate-level-1',
  'rate-level-2',
  'rate-level-3',
  'rate-level-4',
  'rate-level-5',
];

/** 5 is very satisfied, 1 very dissatisfied. */
export function levelWords(words: Words, level: number): string {
  const id = levels[level - 1];
  return id ? words.text(id) : String(level);
}

type ReasonId = Extract<MessageId, `rate-reason-${string}`>;

/** The kiosk names a reason; one that has no words yet is shown by its name. */
export function reasonWords(words: Words, id: string): string {
  return words.text(`rate-reason-${id}` as ReasonId);
}
