// Why a service cannot be done now: words and a sign, never colour alone.
import type { Closed } from '../bindings/Closed';
import type { IconName } from '../parts/icons';
import type { MessageId } from './ids';
import type { Words } from './words';

const reasons = {
  needsNetwork: 'service-needs-network',
  tooManyKept: 'service-too-many-kept',
} as const satisfies Record<Closed, MessageId>;

export const closedIcons = {
  needsNetwork: 'offline',
  tooManyKept: 'ban',
} as const satisfies Record<Closed, IconName>;

/** Short where a notice beside it says what follows from it. */
export function closedWords(words: Words, closed: Closed): { whole: string; short: string } {
  const id = reasons[closed];
  return { whole: words.text(id), short: words.text(`${id}.short`) };
}
