// The screens of the frame: waiting for somebody, saying who one is, paying, the receipt, the end.
import type { Frame } from '../../bindings/Frame';
import type { Hint } from '../../bindings/Hint';
import type { PaperPhase } from '../../bindings/PaperPhase';
import type { PayPhase } from '../../bindings/PayPhase';
import type { PrinterTrouble } from '../../bindings/PrinterTrouble';
import { dueItem, fines, identify, LEFT, LIVE, sample, seen, tiles, WAY_BACK, type Drawn, type Sample, type Say } from '../sample';

const HINTS: Hint[] = ['tooNear', 'tooFar', 'glare', 'tooDark', 'tilted', 'blurred'];
const TROUBLES: PrinterTrouble[] = ['paperOut', 'paperJam', 'coverOpen', 'tonerOut', 'stopped'];
const CALLING = [
  { number: 'A012', window: '3' },
  { number: 'B007', window: '5' },
  { number: 'A011', window: '2' },
];
const RECLAIM = { code: 'K7 42 P9', symbol: 'GK1:0026421031:K742P9' };
const SPEECH = { rate: 0, volume: 2, paused: false, blank: false };

export const frame: Sample[] = [
  sample('starting', () => ({ screen: { is: 'starting' } })),
  sample('out-of-service', () => ({
    screen: { is: 'outOfService', reason: { is: 'journal', trouble: 'damaged' } },
  })),
  sample('out-of-service-unresolved', () => ({
    screen: { is: 'outOfService', reason: { is: 'tooManyUnresolved' } },
  })),
  sample('out-of-service-time', () => ({ screen: { is: 'outOfService', reason: { is: 'wrongTime' } } })),
  sample('attract', (say) => attract(say, 12)),
  sample('attract-calling', (say) => ({ ...attract(say, 12), calling: CALLING })),
  sample('attract-three', (say) => attract(say, 3)),
  sample('attract-four', (say) => attract(say, 4)),
  sample('attract-offline', (say) => ({
    screen: { is: 'attract', services: tiles(say, 4, { is: 'needsNetwork' }) },
    notice: { is: 'offline' },
  })),
  sample('attract-offline-many', (say) => ({
    screen: { is: 'attract', services: tiles(say, 12, { is: 'needsNetwork' }) },
    notice: { is: 'offline' },
    calling: CALLING,
  })),
  sample('attract-closed', (say) => ({
    screen: {
      is: 'attract',
      services: tiles(say, 12, { is: 'outsideHours', from: '09:00', until: '17:00' }),
    },
  })),
  sample('identify', (say) => identify(say)),
  sample('identify-checking', (say) => identify(say, { waiting: { leftMs: 4_000, totalMs: 5_000 } })),
  sample('identify-seen', (say) => identify(say, { camera: seen() })),
  sample('identify-read', (say) => ({ ...identify(say, { camera: seen(null, true) }), notice: { is: 'codeExpired' } })),
  ...HINTS.map((hint) => sample(`identify-${hint}`, (say) => identify(say, { camera: seen(hint) }))),
  sample('identify-notice', (say) => ({ ...identify(say), notice: { is: 'codeExpired' } })),
  sample('identify-payment-code', (say) => ({ ...identify(say), notice: { is: 'showIdentityInstead' } })),
  sample('identify-fixed-code', (say) => ({ ...identify(say), notice: { is: 'codeNotLive' } })),
  sample('identify-needs-connection', (say) => ({ ...identify(say), notice: { is: 'codeNeedsConnection' } })),
  sample('identify-unanswered', (say) => ({ ...identify(say), notice: { is: 'codeUnanswered' } })),
  sample('identify-no-camera', (say) => ({
    ...identify(say, { camera: { is: 'missing' } }),
    notice: { is: 'cameraMissing' },
  })),
  sample('pay', (say) => pay(say, { is: 'showCode', camera: LIVE })),
  sample('pay-declined', (say) => ({
    ...pay(say, { is: 'showCode', camera: LIVE }),
    notice: { is: 'declinedNotEnough' },
  })),
  sample('pay-glare', (say) => pay(say, { is: 'showCode', camera: seen('glare') })),
  sample('pay-declined-seen', (say) => ({
    ...pay(say, { is: 'showCode', camera: seen('tooNear') }),
    notice: { is: 'declinedNotEnough' },
  })),
  sample('pay-asking', (say) => pay(say, { is: 'asking', channel: 'wechat', payerConfirms: false, left: LEFT })),
  sample('pay-confirm', (say) => pay(say, { is: 'asking', channel: 'alipay', payerConfirms: true, left: LEFT })),
  sample('pay-closing', (say) => pay(say, { is: 'closing', channel: 'alipay', left: LEFT })),
  sample('receipt-printing', (say) => receipt(say, { is: 'printing', left: LEFT })),
  sample('receipt-printed', (say) => receipt(say, { is: 'printed' })),
  sample('receipt-waiting', (say) => receipt(say, { is: 'waiting', trouble: 'paperOut', reclaim: RECLAIM })),
  ...TROUBLES.map((trouble) =>
    sample(`receipt-${trouble}`, (say) => receipt(say, { is: 'waiting', trouble, reclaim: RECLAIM })),
  ),
  sample('receipt-not-printed', (say) => receipt(say, { is: 'notPrinted', trouble: 'unreachable', reclaim: RECLAIM })),
  sample('unresolved', (say) => ({
    screen: { is: 'unresolved', service: fines(say), total: 35000, order: '20261123 0941 0003 1187' },
    progress: 3,
    frame: { next: 'enabled', help: true },
  })),
  sample('thanks-done', () => ({ screen: { is: 'thanks', ending: 'done' } })),
  sample('thanks-taken', () => ({ screen: { is: 'thanks', ending: 'taken' } })),
  sample('thanks-kept', () => ({ screen: { is: 'thanks', ending: 'kept' } })),
  sample('thanks-cancelled', () => ({ screen: { is: 'thanks', ending: 'cancelled' } })),
  sample('thanks-timed-out', () => ({ screen: { is: 'thanks', ending: 'timedOut' } })),
  sample('thanks-unresolved', () => ({ screen: { is: 'thanks', ending: 'unresolved' } })),
  sample('help', (say) => ({ ...identify(say), sheet: { is: 'help', staffCalled: false } })),
  sample('help-called', (say) => ({ ...identify(say), sheet: { is: 'help', staffCalled: true } })),
  sample('access', (say) => ({ ...identify(say), sheet: { is: 'access' } })),
  sample('access-attract', (say) => ({ ...attract(say, 12), sheet: { is: 'access' } })),
  sample('speech', (say) => ({ ...identify(say), sheet: { is: 'speech' }, speech: SPEECH })),
  sample('speech-off', (say) => ({ ...identify(say), sheet: { is: 'speech' } })),
  sample('dark', (say) => ({ ...identify(say), speech: { ...SPEECH, blank: true } })),
  sample('still-there', (say) => ({
    ...pay(say, { is: 'showCode', camera: LIVE }),
    sheet: { is: 'stillThere', left: { leftMs: 17_400, totalMs: 25_000 } },
  })),
];

function attract(say: Say, count: number): Drawn {
  return { screen: { is: 'attract', services: tiles(say, count) }, frame: { help: true } };
}

function pay(say: Say, phase: PayPhase): Drawn {
  const frames: Record<PayPhase['is'], Partial<Frame>> = {
    showCode: WAY_BACK,
    asking: { cancel: true, help: true },
    closing: { help: true },
  };
  return {
    screen: {
      is: 'pay',
      service: fines(say),
      payee: say('市财政局非税收入专户', 'City Finance Bureau, non-tax revenue'),
      total: 35000,
      phase,
    },
    progress: 3,
    frame: frames[phase.is],
  };
}

function receipt(say: Say, phase: PaperPhase): Drawn {
  return {
    screen: {
      is: 'receipt',
      service: fines(say),
      slip: {
        number: '0026421031',
        caseNumber: '330100-20261123-000417',
        payer: '王*明',
        payee: say('市财政局', 'City Finance Bureau'),
        channel: 'wechat',
        total: 35000,
        items: [dueItem(say, 0), dueItem(say, 1)],
        proof: 'GR1:6BFOXN TSMAHN-H3O4:PVH AJ2J$9J0II:Q5 43SLG/EBOD2XEJW2DXD',
        reprint: false,
      },
      phase,
    },
    progress: 4,
    frame: { next: 'enabled', help: true },
  };
}
