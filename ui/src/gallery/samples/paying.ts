// From the code to the payment: what is owed, what is looked over, what is paid.
import type { Frame } from '../../bindings/Frame';
import type { Hint } from '../../bindings/Hint';
import type { Line } from '../../bindings/Line';
import type { PayPhase } from '../../bindings/PayPhase';
import { LEFT, LIVE, sample, seen, STEP_ON, WAITING, WAY_BACK, type Drawn, type Of, type Sample, type Say } from '../sample';
import { facts, named } from './services';

const HINTS: Hint[] = ['tooNear', 'tooFar', 'glare', 'tooDark', 'tilted', 'blurred'];

export const paying: Sample[] = [
  sample('identify', (say) => identify(say)),
  sample('identify-checking', (say) => identify(say, { waiting: WAITING })),
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
  sample('dues', (say) => dues(say, [true, true, false])),
  sample('dues-none-ticked', (say) => dues(say, [false, false, false])),
  sample('dues-one', (say) => dues(say, [true])),
  sample('dues-long', (say) => dues(say, [true, true, false, true, false, false, true, false])),
  sample('dues-checking', (say) => dues(say, [], { waiting: WAITING })),
  sample('dues-nothing', (say) => ({ ...dues(say, []), notice: { is: 'nothingOwed' } })),
  sample('review', (say) => review(say)),
  sample('review-hospital', (say) => reviewHospital(say)),
  sample('review-held', (say) => reviewHeld(say)),
  sample('review-free', (say) => reviewFree(say)),
  sample('review-checking', (say) => review(say, { waiting: WAITING })),
  sample('review-printer-down', (say) => ({ ...review(say), notice: { is: 'printerDown', trouble: 'paperOut' } })),
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
];

export function identify(say: Say, more: Partial<Of<'identify'>> = {}): Drawn {
  return {
    screen: {
      is: 'identify',
      service: named(say, 'traffic-fines'),
      facts: facts(say),
      issuers: [
        { name: say('微信城市服务', 'WeChat city service'), color: '#07a854' },
        { name: say('支付宝城市服务', 'Alipay city service'), color: '#1677ff' },
        { name: say('微博城市服务', 'Weibo city service'), color: '#e6162d' },
        { name: say('电子健康卡', 'Electronic health card'), color: '#008f8c' },
      ],
      waiting: null,
      camera: LIVE,
      ...more,
    },
    progress: 1,
    frame: WAY_BACK,
  };
}

export function dueLine(say: Say, at: number) {
  const all = [
    ['违反禁令标志指示', 'No-entry sign ignored', '浙A·8**21　10 月 28 日 8:12　学院路', '浙A·8**21 · 28 Oct, 08:12 · College Rd', 20000],
    ['未按规定停车', 'Illegal parking', '浙A·8**21　11 月 3 日 19:40　解放路', '浙A·8**21 · 3 Nov, 19:40 · Liberation Rd', 15000],
    ['超速 10% 以下', 'Speeding, under 10%', '浙A·8**21　11 月 9 日 7:55　环城大道', '浙A·8**21 · 9 Nov, 07:55 · Ring Ave', 5000],
  ] as const;
  const line = all[at % all.length] ?? all[0];
  const [zh, en, zhDetail, enDetail, amount] = line;
  return { title: say(zh, en), detail: say(zhDetail, enDetail), amount };
}

export function dues(say: Say, ticked: boolean[], more: Partial<Of<'dues'>> = {}): Drawn {
  const lines = ticked.map((on, at) => ({ id: `due-${at}`, ...dueLine(say, at), ticked: on }));
  const chosen = lines.filter((line) => line.ticked);
  return {
    screen: {
      is: 'dues',
      service: named(say, 'traffic-fines'),
      citizen: '王*明',
      waiting: null,
      dues: lines,
      mayChoose: ticked.length > 1,
      count: chosen.length,
      total: chosen.reduce((sum, line) => sum + line.amount, 0),
      ...more,
    },
    progress: 2,
    frame: { ...WAY_BACK, next: chosen.length > 0 ? 'enabled' : 'disabled' },
  };
}

export function line(label: string, text: string): Line {
  return { label, value: { is: 'text', text } };
}

function reviewed(screen: Omit<Of<'review'>, 'is' | 'held' | 'waiting'>, more: Partial<Of<'review'>> = {}): Drawn {
  return { screen: { is: 'review', held: null, waiting: null, ...screen, ...more }, progress: 2, frame: STEP_ON };
}

function review(say: Say, more: Partial<Of<'review'>> = {}): Drawn {
  return reviewed(
    {
      service: named(say, 'traffic-fines'),
      citizen: '王*明',
      lines: [],
      items: [dueLine(say, 0), dueLine(say, 1)],
      total: 35000,
      payee: say('市财政局非税收入专户', 'City Finance Bureau, non-tax revenue'),
    },
    more,
  );
}

function reviewHospital(say: Say): Drawn {
  return reviewed({
    service: named(say, 'hospital-registration'),
    citizen: '王*明',
    lines: [
      line(say('医院', 'Hospital'), say('市第一人民医院', 'First People’s Hospital')),
      line(say('科室', 'Department'), say('心血管内科', 'Cardiology')),
      line(say('医生', 'Doctor'), say('陈静 主任医师', 'Dr Chen Jing, chief physician')),
      { label: say('就诊日期', 'Day'), value: { is: 'day', day: '2026-11-26' } },
      { label: say('为本人', 'For yourself'), value: { is: 'yesNo', yes: true } },
    ],
    items: [{ title: say('挂号费', 'Registration fee'), detail: say('主任医师门诊', 'Chief physician'), amount: 2500 }],
    total: 2500,
    payee: say('市属医院挂号费专户', 'City hospitals, registration fees'),
  });
}

function reviewHeld(say: Say): Drawn {
  return reviewed(
    {
      service: named(say, 'vehicle-plate'),
      citizen: '王*明',
      lines: [
        line(say('车辆', 'Vehicle'), say('长安 白色 车架号尾号 0427', 'Changan, white, frame number …0427')),
        line(say('号码', 'Number'), '粤B·D1234'),
        line(say('查验站', 'Station'), say('西丽查验站', 'Xili station')),
        { label: say('查验日期', 'Inspection'), value: { is: 'day', day: '2026-12-01' } },
      ],
      items: [{ title: say('机动车号牌工本费', 'Plate fee'), detail: '', amount: 10_000 }],
      total: 10_000,
      payee: say('市财政局非税收入专户', 'City Finance Bureau, non-tax revenue'),
    },
    { held: { leftMs: 412_000, totalMs: 600_000 } },
  );
}

function reviewFree(say: Say): Drawn {
  return reviewed({
    service: named(say, 'social-security-statement'),
    citizen: '王*明',
    lines: [line(say('证明期间', 'Period'), say('今年', 'This year'))],
    items: [],
    total: 0,
    payee: '',
  });
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
      service: named(say, 'traffic-fines'),
      payee: say('市财政局非税收入专户', 'City Finance Bureau, non-tax revenue'),
      total: 35000,
      phase,
    },
    progress: 3,
    frame: frames[phase.is],
  };
}
