// A screen whose words stand in one message: its headline, `.line` below, `.help` on the sheet.
import type { MessageId } from './ids';
import type { Arguments, Words } from './words';

/** What the frame says on a screen; a step that is left out has no words there. */
export interface Framed {
  head: string;
  line: string;
  /** On the help sheet. */
  help: string;
  /** On the button at the lower right. */
  next?: string;
  /** Why the step on cannot be made yet. */
  why?: string;
  /** At the lower right where the content itself is the choice. */
  hint?: string;
}

/** A message with a line and a help text. */
export type SaidId = {
  [Id in MessageId]: `${Id}.line` extends MessageId ? (`${Id}.help` extends MessageId ? Id : never) : never;
}[MessageId];

export function said({ text }: Words, id: SaidId, args?: Arguments): Framed {
  return {
    head: text(id, args),
    line: text(`${id}.line` as MessageId, args),
    help: text(`${id}.help` as MessageId, args),
  };
}
