// The five levels of the rating (GB/T 39735), and the reasons that belong to them.
import type { MessageId } from './ids';
import type { Words } from './words';

const levels: readonly MessageId[] = [
  'rate-level-1',
  'rate-level-2',
  'rate-level-3',
  'rate-level-4',
  'rate-level-5',
];

const reasons: ReadonlyMap<string, MessageId> = new Map([
  ['quick', 'rate-reason-quick'],
  ['clear', 'rate-reason-clear'],
  ['one-visit', 'rate-reason-one-visit'],
  ['friendly', 'rate-reason-friendly'],
  ['slow', 'rate-reason-slow'],
  ['unclear', 'rate-reason-unclear'],
  ['broken', 'rate-reason-broken'],
  ['too-much-asked', 'rate-reason-too-much-asked'],
  ['no-help', 'rate-reason-no-help'],
]);

/** 5 is very satisfied, 1 very dissatisfied. */
export function levelWords(words: Words, level: number): string {
  const id = levels[level - 1];
  return id ? words.text(id) : String(level);
}

/** A reason that has no words yet is shown by its name. */
export function reasonWords(words: Words, reason: string): string {
  const id = reasons.get(reason);
  return id ? words.text(id) : reason;
}
