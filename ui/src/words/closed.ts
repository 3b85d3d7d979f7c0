// Why a service cannot be done now: words and a sign, never colour alone.
import type { Closed } from '../bindings/Closed';
import type { IconName } from '../parts/icons';
import type { MessageId } from './ids';
import type { Words } from './words';

const reasons = {
  needsNetwork: ['service-needs-network', 'offline'],
  tooManyKept: ['service-too-many-kept', 'ban'],
  outsideHours: ['service-outside-hours', 'clock'],
} as const satisfies Record<Closed['is'], readonly [MessageId, IconName]>;

/** Short where a notice beside it says what follows from it. */
export function closedWords(words: Words, closed: Closed): { icon: IconName; whole: string; short: string } {
  const [id, icon] = reasons[closed.is];
  const args = closed.is === 'outsideHours' ? { from: closed.from, until: closed.until } : {};
  return { icon, whole: words.text(id, args), short: words.text(`${id}.short`, args) };
}
