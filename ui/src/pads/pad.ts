import type { Countdown } from '../bindings/Countdown';
import type { Input } from '../bindings/Input';
import type { Mistake } from '../bindings/Mistake';

/** What every pad is given. */
export interface PadProps<Is extends Input['is']> {
  input: Extract<Input, { is: Is }>;
  /** The question, as the name of the field. */
  title: string;
  /** Why the answer cannot be right. */
  mistake: Mistake | null;
  /** The answer is being looked at. */
  waiting: Countdown | null;
  /** Fewer and larger things: elder mode. */
  elder: boolean;
}
