// The words and the tone of every notice; a missing one does not compile.
import type { Notice } from '../bindings/Notice';
import type { PrinterTrouble } from '../bindings/PrinterTrouble';
import type { Channel } from '../bindings/Channel';
import type { MessageId } from './ids';
import type { Words } from './words';

/** `wrong`: it did not work. `care`: something to know or to do. `good`: it worked. */
export type Tone = 'wrong' | 'care' | 'good';

/** A message that says what is certain and, as `.do`, what to do. */
type NoticeId = {
  [Id in MessageId]: `${Id}.do` extends MessageId ? Id : never;
}[MessageId];

const notices = {
  codeExpired: ['notice-code-expired', 'care'],
  codeNotYetValid: ['notice-code-not-yet-valid', 'care'],
  codeForged: ['notice-code-forged', 'wrong'],
  codeUnknownIssuer: ['notice-code-unknown-issuer', 'wrong'],
  codeUsed: ['notice-code-used', 'care'],
  codeLapsed: ['notice-code-lapsed', 'care'],
  codeRevoked: ['notice-code-revoked', 'wrong'],
  codeOtherHall: ['notice-code-other-hall', 'care'],
  codeCutOff: ['notice-code-cut-off', 'care'],
  codeNotLive: ['notice-code-not-live', 'care'],
  codeNeedsConnection: ['notice-code-needs-connection', 'care'],
  codeUnanswered: ['notice-code-unanswered', 'care'],
  codeOther: ['notice-code-other', 'care'],
  showIdentityInstead: ['notice-show-identity-instead', 'care'],
  showPaymentInstead: ['notice-show-payment-instead', 'care'],
  staffBadge: ['notice-staff-badge', 'care'],
  idNumberNotNeeded: ['notice-id-number-not-needed', 'care'],
  channelNotAccepted: ['notice-channel-not-accepted', 'care'],
  noticeNumberMistyped: ['notice-notice-number-mistyped', 'wrong'],
  noticeNumberUnknown: ['notice-notice-number-unknown', 'wrong'],
  noticeAlreadyPaid: ['notice-notice-already-paid', 'good'],
  nothingOwed: ['notice-nothing-owed', 'good'],
  takenMeanwhile: ['notice-taken-meanwhile', 'wrong'],
  holdOver: ['notice-hold-over', 'wrong'],
  outsideHours: ['notice-outside-hours', 'care'],
  appointmentOver: ['notice-appointment-over', 'care'],
  checkInNotOpen: ['notice-check-in-not-open', 'care'],
  amountChanged: ['notice-amount-changed', 'care'],
  declinedNotEnough: ['notice-declined-not-enough', 'wrong'],
  declinedWrongPassword: ['notice-declined-wrong-password', 'wrong'],
  declinedNotConfirmed: ['notice-declined-not-confirmed', 'wrong'],
  declinedCodeExpired: ['notice-declined-code-expired', 'wrong'],
  declinedByChannel: ['notice-declined-by-channel', 'wrong'],
  paymentCancelled: ['notice-payment-cancelled', 'care'],
  channelUnreachable: ['notice-channel-unreachable', 'wrong'],
  offline: ['notice-offline', 'care'],
  tryAgain: ['notice-try-again', 'wrong'],
  cameraMissing: ['notice-camera-missing', 'wrong'],
  printerDown: ['notice-printer-down', 'care'],
  staffCalled: ['notice-staff-called', 'good'],
} as const satisfies Record<Notice['is'], readonly [NoticeId, Tone]>;

const troubles = {
  paperOut: 'printer-paper-out',
  paperJam: 'printer-paper-jam',
  coverOpen: 'printer-cover-open',
  tonerOut: 'printer-toner-out',
  unreachable: 'printer-unreachable',
  stopped: 'printer-stopped',
  aborted: 'printer-aborted',
} as const satisfies Record<PrinterTrouble, MessageId>;

const channels = {
  wechat: 'channel-wechat',
  alipay: 'channel-alipay',
} as const satisfies Record<Channel, MessageId>;

export function noticeWords(words: Words, notice: Notice): { tone: Tone; what: string; todo: string } {
  const [id, tone] = notices[notice.is];
  const args = notice.is === 'printerDown' ? { trouble: troubleWords(words, notice.trouble) } : {};
  return { tone, what: words.text(id, args), todo: words.text(`${id}.do`, args) };
}

export function troubleWords(words: Words, trouble: PrinterTrouble): string {
  return words.text(troubles[trouble]);
}

export function channelWords(words: Words, channel: Channel): string {
  return words.text(channels[channel]);
}
