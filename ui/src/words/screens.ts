// What the frame says on each screen: headline, quieter line, help, and the two steps below.
import type { PayPhase } from '../bindings/PayPhase';
import type { Screen } from '../bindings/Screen';
import type { Ending } from '../bindings/Ending';
import type { PaperPhase } from '../bindings/PaperPhase';
import { channelWords } from './notices';
import type { MessageId } from './ids';
import type { Arguments, Words } from './words';

export interface Frame {
  head: string;
  line: string;
  /** On the help sheet. */
  help: string;
  back: string;
  /** On the button at the lower right; empty where a screen never has one. */
  next: string;
  /** At the lower right where the content itself is the choice; may be empty. */
  hint: string;
}

export function frameWords(words: Words, screen: Screen): Frame {
  const { text } = words;
  const plain = { back: text('action-back'), next: '', hint: '' };
  switch (screen.is) {
    case 'starting':
      return { ...plain, ...said(words, 'screen-starting') };
    case 'outOfService':
      return { ...plain, ...said(words, 'screen-out-of-service') };
    case 'attract':
      return { ...plain, ...said(words, 'screen-attract') };
    case 'services':
      return { ...plain, ...said(words, 'screen-services'), hint: text('screen-services.hint') };
    case 'identify': {
      const frame = { ...plain, ...said(words, 'screen-identify') };
      if (screen.checking) {
        return { ...frame, head: text('identify-checking'), line: text('identify-checking-line') };
      }
      return { ...frame, hint: text('screen-identify.hint') };
    }
    case 'question':
      return { ...plain, ...questionFrame(words, screen) };
    case 'dues':
      return { ...plain, ...duesFrame(words, screen) };
    case 'review':
      return { ...plain, ...reviewFrame(words, screen) };
    case 'pay':
      return { ...plain, ...payFrame(words, screen.phase) };
    case 'receipt':
      return { ...plain, ...paperFrame(words, screen.phase) };
    case 'taken': {
      const id = screen.kept ? 'screen-kept' : 'screen-taken';
      return { ...plain, ...said(words, id), next: text(`${id}.next`) };
    }
    case 'unresolved':
      return { ...plain, ...said(words, 'screen-unresolved'), next: text('screen-unresolved.next') };
    case 'thanks':
      return { ...plain, ...said(words, endings[screen.ending]) };
  }
}

const endings = {
  done: 'screen-thanks-done',
  cancelled: 'screen-thanks-cancelled',
  timedOut: 'screen-thanks-timed-out',
  taken: 'screen-thanks-taken',
  kept: 'screen-thanks-kept',
  unresolved: 'screen-thanks-unresolved',
} as const satisfies Record<Ending, SaidId>;

/** A message with a line and a help text. */
type SaidId = {
  [Id in MessageId]: `${Id}.line` extends MessageId ? (`${Id}.help` extends MessageId ? Id : never) : never;
}[MessageId];

function said({ text }: Words, id: SaidId, args?: Arguments) {
  return {
    head: text(id, args),
    line: text(`${id}.line` as MessageId, args),
    help: text(`${id}.help` as MessageId, args),
  };
}

type Of<Is extends Screen['is']> = Extract<Screen, { is: Is }>;

function questionFrame({ text }: Words, screen: Of<'question'>) {
  const asked = { head: screen.title, line: screen.help };
  if (screen.input.is === 'digits') {
    const help = text('screen-question-digits.help');
    return { ...asked, help, next: text('screen-question-digits.next') };
  }
  const help = text('screen-question-choice.help');
  return { ...asked, help, hint: screen.input.loading ? '' : text('screen-question-choice.hint') };
}

function duesFrame({ text }: Words, screen: Of<'dues'>) {
  const help = text('screen-dues.help');
  const next = text('screen-dues.next');
  if (screen.checking) {
    return { head: text('dues-checking'), line: text('dues-checking-line'), help, next };
  }
  if (screen.dues.length === 0) {
    return { head: text('dues-none'), line: text('dues-none-line'), help, next };
  }
  const args = { citizen: screen.citizen ?? 'none', count: screen.dues.length };
  const line = text(screen.mayChoose ? 'screen-dues.line' : 'dues-all-line');
  return { head: text('screen-dues', args), line, help, next };
}

function reviewFrame({ text }: Words, screen: Of<'review'>) {
  const help = text('screen-review.help');
  const free = screen.total === 0;
  const next = text(free ? 'review-submit' : 'screen-review.next');
  if (screen.checking) {
    return { head: text('review-checking'), line: text('review-checking-line'), help, next };
  }
  return { head: text('screen-review'), line: text(free ? 'review-free' : 'screen-review.line'), help, next };
}

function payFrame(words: Words, phase: PayPhase) {
  const { text } = words;
  switch (phase.is) {
    case 'showCode':
      return { ...said(words, 'screen-pay-show-code'), hint: text('screen-pay-show-code.hint') };
    case 'asking': {
      const id = phase.payerConfirms ? 'screen-pay-confirm' : 'screen-pay-asking';
      const channel = channelWords(words, phase.channel);
      return { ...said(words, id, { channel }), back: text('action-cancel-payment'), hint: text(`${id}.hint`) };
    }
    case 'closing': {
      const channel = channelWords(words, phase.channel);
      return { ...said(words, 'screen-pay-closing', { channel }), hint: text('screen-pay-closing.hint') };
    }
  }
}

function paperFrame(words: Words, phase: PaperPhase) {
  const { text } = words;
  switch (phase.is) {
    case 'printing':
      return { ...said(words, 'screen-receipt-printing'), next: text('screen-receipt-printing.next') };
    case 'waiting':
      return { ...said(words, 'screen-receipt-waiting'), next: text('screen-receipt-waiting.next') };
    case 'printed':
      return { ...said(words, 'screen-receipt-printed'), next: text('screen-receipt-printed.next') };
    case 'notPrinted':
      return { ...said(words, 'screen-receipt-not-printed'), next: text('screen-receipt-not-printed.next') };
  }
}
