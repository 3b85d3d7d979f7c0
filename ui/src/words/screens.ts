// What the frame says on each screen: headline, quieter line, help, and the two steps below.
import type { PayPhase } from '../bindings/PayPhase';
import type { Screen } from '../bindings/Screen';
import type { Ending } from '../bindings/Ending';
import type { PaperPhase } from '../bindings/PaperPhase';
import {
  detailsFrame,
  duesFrame,
  handoutFrame,
  introFrame,
  questionFrame,
  rateFrame,
  reviewFrame,
  servicesFrame,
  takenFrame,
} from './forms';
import { channelWords } from './notices';
import { said, type SaidId } from './said';
import type { Words } from './words';

export interface Frame {
  head: string;
  line: string;
  /** On the help sheet. */
  help: string;
  back: string;
  /** On the button at the lower right; empty where a screen never has one. */
  next: string;
  /** Why the step on cannot be made yet. */
  why?: string;
  /** At the lower right where the content itself is the choice; may be empty. */
  hint: string;
}

/** @param elder the line below the headline is said in fewer and plainer words */
export function frameWords(words: Words, screen: Screen, elder: boolean): Frame {
  const frame = frameOf(words, screen);
  const plain = elder ? plainLine(words, screen) : undefined;
  return plain === undefined ? frame : { ...frame, line: plain };
}

function plainLine({ text }: Words, screen: Screen): string | undefined {
  if (screen.is === 'services' && screen.finding.is === 'mostUsed') return text('plain-services');
  if (screen.is === 'identify' && !screen.waiting) return text('plain-identify');
  if (screen.is === 'pay' && screen.phase.is === 'showCode') return text('plain-pay');
  return undefined;
}

function frameOf(words: Words, screen: Screen): Frame {
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
      return { ...plain, ...servicesFrame(words, screen) };
    case 'intro':
      return { ...plain, ...introFrame(words, screen) };
    case 'identify': {
      const frame = { ...plain, ...said(words, 'screen-identify') };
      if (screen.waiting) {
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
    case 'handout':
      return { ...plain, ...handoutFrame(words, screen) };
    case 'details':
      return { ...plain, ...detailsFrame(words, screen) };
    case 'rate':
      return { ...plain, ...rateFrame(words, screen) };
    case 'taken':
      return { ...plain, ...takenFrame(words, screen) };
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
  seen: 'screen-thanks-seen',
  unresolved: 'screen-thanks-unresolved',
} as const satisfies Record<Ending, SaidId>;

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
