// What is said and drawn for what keeps a code from being read; a missing one does not compile.
import type { Hint } from '../bindings/Hint';
import type { IconName } from '../parts/icons';
import type { MessageId } from './ids';
import type { Words } from './words';

/** What somebody holds before the camera. */
export type Held = 'phone' | 'paper';

const hints = {
  tooNear: ['hint-too-near', 'shrink'],
  tooFar: ['hint-too-far', 'expand'],
  glare: ['hint-glare', 'lamp'],
  tooDark: ['hint-too-dark', 'sun'],
  tilted: ['hint-tilted', 'turn'],
  blurred: ['hint-blurred', 'hand'],
} as const satisfies Record<Hint, readonly [MessageId, IconName]>;

export function hintWords(words: Words, hint: Hint, held: Held): { icon: IconName; todo: string } {
  const [id, icon] = hints[hint];
  return { icon, todo: words.text(id, { held }) };
}
