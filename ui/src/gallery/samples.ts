// A view of every screen in every phase, for looking at and for the tests. Never bundled.
import type { CameraView } from '../bindings/CameraView';
import type { Closed } from '../bindings/Closed';
import type { Frame } from '../bindings/Frame';
import type { Hint } from '../bindings/Hint';
import type { Notice } from '../bindings/Notice';
import type { OptionLine } from '../bindings/OptionLine';
import type { PaperPhase } from '../bindings/PaperPhase';
import type { PayPhase } from '../bindings/PayPhase';
import type { Screen } from '../bindings/Screen';
import type { ServiceName } from '../bindings/ServiceName';
import type { Sheet } from '../bindings/Sheet';
import type { Sighted } from '../bindings/Sighted';
import type { Tile } from '../bindings/Tile';
import type { View } from '../bindings/View';

export interface Sample {
  name: string;
  view(lang: string): View;
}

/** Picks the text of the language. */
type Say = (zh: string, en: string) => string;

interface Drawn {
  screen: Screen;
  progress?: number;
  notice?: Notice;
  sheet?: Sheet;
  frame?: Partial<Frame>;
}

const WAY_BACK: Partial<Frame> = { back: true, cancel: true, help: true };
const STEP_ON: Partial<Frame> = { ...WAY_BACK, next: 'enabled' };

/** The phone of the stand-in picture. */
const CODE: Sighted['corners'] = [
  { x: 400, y: 321 },
  { x: 581, y: 293 },
  { x: 597, y: 614 },
  { x: 417, y: 642 },
];
const LIVE: CameraView = { is: 'live', corners: null, read: false, hint: null };
const HINTS: Hint[] = ['tooNear', 'tooFar', 'glare', 'tooDark', 'tilted', 'blurred'];

function seen(hint: Hint | null = null, read = false): CameraView {
  return { is: 'live', corners: CODE, read, hint };
}

export const samples: Sample[] = [
  sample('starting', () => ({ screen: { is: 'starting' } })),
  sample('out-of-service', () => ({
    screen: { is: 'outOfService', reason: { is: 'journal', trouble: 'damaged' } },
  })),
  sample('out-of-service-unresolved', () => ({
    screen: { is: 'outOfService', reason: { is: 'tooManyUnresolved' } },
  })),
  sample('attract', (say) => ({ screen: { is: 'attract', services: tiles(say, 4) } })),
  sample('attract-three', (say) => ({ screen: { is: 'attract', services: tiles(say, 3) } })),
  sample('attract-many', (say) => ({ screen: { is: 'attract', services: tiles(say, 8) } })),
  sample('attract-offline', (say) => ({
    screen: { is: 'attract', services: tiles(say, 4, 'needsNetwork') },
    notice: { is: 'offline' },
  })),
  sample('services', (say) => ({
    screen: { is: 'services', services: tiles(say, 4) },
    progress: 0,
    frame: { back: true, help: true },
  })),
  sample('services-many', (say) => ({
    screen: { is: 'services', services: tiles(say, 8) },
    progress: 0,
    frame: { back: true, help: true },
  })),
  sample('services-offline', (say) => ({
    screen: { is: 'services', services: tiles(say, 4, 'needsNetwork') },
    progress: 0,
    notice: { is: 'offline' },
    frame: { back: true, help: true },
  })),
  sample('services-full', (say) => ({
    screen: { is: 'services', services: tiles(say, 4, 'needsNetwork', 'tooManyKept') },
    progress: 0,
    notice: { is: 'offline' },
    frame: { back: true, help: true },
  })),
  sample('identify', (say) => identify(say)),
  sample('identify-checking', (say) => identify(say, { checking: true })),
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
  sample('choice', (say) => choice(say, departments(say))),
  sample('choice-long', (say) => choice(say, [...departments(say), ...departments(say, 'b'), ...departments(say, 'c')])),
  sample('choice-slots', (say) => choice(say, slots(say))),
  sample('choice-loading', (say) => choice(say, [], true)),
  sample('choice-empty', (say) => choice(say, [])),
  sample('choice-taken', (say) => ({ ...choice(say, slots(say)), notice: { is: 'takenMeanwhile' } })),
  sample('digits-empty', (say) => digits(say, '')),
  sample('digits', (say) => digits(say, '330100241')),
  sample('digits-seen', (say) => digits(say, '3301', false, seen('tooDark'))),
  sample('digits-full', (say) => digits(say, '33010024110000042317')),
  sample('digits-checking', (say) => digits(say, '33010024110000042317', true)),
  sample('digits-mistyped', (say) => ({
    ...digits(say, '33010024110000042317'),
    notice: { is: 'noticeNumberMistyped' },
  })),
  sample('dues', (say) => dues(say, [true, true, false])),
  sample('dues-none-ticked', (say) => dues(say, [false, false, false])),
  sample('dues-one', (say) => dues(say, [true])),
  sample('dues-long', (say) => dues(say, [true, true, false, true, false, false, true, false])),
  sample('dues-checking', (say) => dues(say, [], true)),
  sample('dues-nothing', (say) => ({ ...dues(say, []), notice: { is: 'nothingOwed' } })),
  sample('review', (say) => review(say)),
  sample('review-hospital', (say) => reviewHospital(say)),
  sample('review-free', (say) => reviewFree(say)),
  sample('review-checking', (say) => review(say, true)),
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
  sample('receipt-printing', (say) => receipt(say, { is: 'printing' })),
  sample('receipt-printed', (say) => receipt(say, { is: 'printed' })),
  sample('receipt-waiting', (say) => receipt(say, { is: 'waiting', trouble: 'paperOut', reclaim: RECLAIM })),
  sample('receipt-not-printed', (say) => receipt(say, { is: 'notPrinted', trouble: 'unreachable', reclaim: RECLAIM })),
  sample('taken', (say) => taken(say, '20261125000042', false)),
  sample('kept', (say) => taken(say, 'F3A9-07C2', true)),
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
  sample('help-called', (say) => ({ ...dues(say, [true, true, false]), sheet: { is: 'help', staffCalled: true } })),
  sample('still-there', (say) => ({
    ...dues(say, [true, true, false]),
    sheet: { is: 'stillThere', left: { leftMs: 17_400, totalMs: 25_000 } },
  })),
];

const LEFT = { leftMs: 32_000, totalMs: 45_000 };
const RECLAIM = { code: 'K7 42 P9', symbol: 'GK1:0026421031:K742P9' };

function sample(name: string, draw: (say: Say) => Drawn): Sample {
  return {
    name,
    view(lang) {
      const say: Say = (zh, en) => (lang === 'en' ? en : zh);
      const { screen, progress = null, notice = null, sheet = null, frame } = draw(say);
      return {
        revision: 7,
        hall: say('示范区政务服务大厅', 'Model District Hall'),
        machine: '3',
        lang,
        langs: ['zh-CN', 'en'],
        access: { text: 0, contrast: false, reach: false },
        screen,
        progress,
        notice,
        frame: { back: false, next: 'absent', cancel: false, help: false, ...frame },
        sheet,
      };
    },
  };
}

/** The last of the first four is the one that needs no connection. */
function tiles(say: Say, count: number, closed: Closed | null = null, last: Closed | null = null): Tile[] {
  const all: Omit<Tile, 'closed'>[] = [
    {
      id: 'traffic-fines',
      name: say('交通违法罚款缴纳', 'Pay traffic fines'),
      summary: say('查询本人名下的交通违法罚款，勾选后用手机缴纳。', 'See the traffic fines in your name and pay the ones you choose.'),
      icon: 'car',
      minutes: 2,
    },
    {
      id: 'hospital-registration',
      name: say('预约挂号', 'Hospital registration'),
      summary: say('选择医院、科室、医生和就诊时间，当场缴纳挂号费。', 'Choose a hospital, a doctor and a time, and pay the registration fee here.'),
      icon: 'hospital',
      minutes: 3,
    },
    {
      id: 'non-tax',
      name: say('非税缴款', 'Pay a payment notice'),
      summary: say('凭缴款通知书上的缴款码缴费，可为本人或他人办理。', 'Pay the notice you received, for yourself or for someone else.'),
      icon: 'notice',
      minutes: 2,
    },
    {
      ...statement(say),
      summary: say(
        '申请本人的社会保险参保证明，免费；凭本人身份和办件编号到窗口领取。',
        'Ask for a statement of your own social insurance, free of charge. Collect it at a window with your case number.',
      ),
      minutes: 1,
    },
  ];
  return Array.from({ length: count }, (_, at) => {
    const tile = all[at % all.length];
    if (!tile) throw new Error('no tile');
    const id = at < all.length ? tile.id : `${tile.id}-${at}`;
    return { ...tile, id, closed: at === all.length - 1 ? last : closed };
  });
}

function fines(say: Say): ServiceName {
  return { id: 'traffic-fines', name: say('交通违法罚款缴纳', 'Pay traffic fines'), icon: 'car' };
}

function hospital(say: Say): ServiceName {
  return { id: 'hospital-registration', name: say('预约挂号', 'Hospital registration'), icon: 'hospital' };
}

function statement(say: Say): ServiceName {
  return {
    id: 'social-security-statement',
    name: say('社保证明', 'Social insurance statement'),
    icon: 'statement',
  };
}

function identify(say: Say, more: Partial<Extract<Screen, { is: 'identify' }>> = {}): Drawn {
  return {
    screen: {
      is: 'identify',
      service: fines(say),
      issuers: [
        { name: say('微信城市服务', 'WeChat city service'), color: '#07a854' },
        { name: say('支付宝城市服务', 'Alipay city service'), color: '#1677ff' },
        { name: say('微博城市服务', 'Weibo city service'), color: '#e6162d' },
        { name: say('电子健康卡', 'Electronic health card'), color: '#008f8c' },
      ],
      checking: false,
      camera: LIVE,
      ...more,
    },
    progress: 1,
    frame: WAY_BACK,
  };
}

function departments(say: Say, suffix = ''): OptionLine[] {
  const all = [
    ['cardiology', '心血管内科', 'Cardiology', '门诊楼 3 层东区', 'Clinic building, floor 3 east'],
    ['orthopaedics', '骨科', 'Orthopaedics', '门诊楼 2 层', 'Clinic building, floor 2'],
    ['paediatrics', '儿科', 'Paediatrics', '儿科楼 1 层', 'Children’s building, ground floor'],
    ['ophthalmology', '眼科', 'Ophthalmology', '门诊楼 4 层西区', 'Clinic building, floor 4 west'],
    ['dentistry', '口腔科', 'Dentistry', '口腔中心', 'Dental centre'],
  ] as const;
  return all.map(([id, zh, en, zhDetail, enDetail]) => ({
    id: id + suffix,
    name: say(zh, en),
    detail: say(zhDetail, enDetail),
    fee: null,
    available: true,
    chosen: false,
  }));
}

function slots(say: Say): OptionLine[] {
  return Array.from({ length: 10 }, (_, at) => ({
    id: `slot-${at}`,
    name: `${String(8 + Math.floor(at / 2)).padStart(2, '0')}:${at % 2 ? '30' : '00'}`,
    detail: say('11 月 26 日 周四', 'Thu 26 Nov'),
    fee: at < 6 ? 2500 : 5000,
    available: at % 4 !== 1,
    chosen: at === 2,
  }));
}

function choice(say: Say, options: OptionLine[], loading = false): Drawn {
  return {
    screen: {
      is: 'question',
      service: hospital(say),
      title: say('看哪个科室？', 'Which department?'),
      help: say('不清楚该看哪个科室，可以叫工作人员。', 'Not sure? Call the staff and we will help you.'),
      input: { is: 'choice', loading, options },
      checking: false,
    },
    progress: 2,
    frame: WAY_BACK,
  };
}

function digits(say: Say, value: string, checking = false, camera: CameraView = LIVE): Drawn {
  return {
    screen: {
      is: 'question',
      service: { id: 'non-tax', name: say('非税缴款', 'Pay a payment notice'), icon: 'notice' },
      title: say('请输入缴款码', 'Enter the number of your notice'),
      help: say(
        '缴款码为 20 位数字，印在通知书的右上角；也可以扫描通知书上的二维码。',
        'It has 20 digits, at the top right of the notice. You can also scan the code printed there.',
      ),
      input: { is: 'digits', value, length: 20, group: 4, camera },
      checking,
    },
    progress: 2,
    frame: { ...WAY_BACK, next: value.length === 20 && !checking ? 'enabled' : 'disabled' },
  };
}

function dueLine(say: Say, at: number) {
  const all = [
    ['违反禁令标志指示', 'No-entry sign ignored', '浙A·8**21　10 月 28 日 8:12　学院路', '浙A·8**21 · 28 Oct, 08:12 · College Rd', 20000],
    ['未按规定停车', 'Illegal parking', '浙A·8**21　11 月 3 日 19:40　解放路', '浙A·8**21 · 3 Nov, 19:40 · Liberation Rd', 15000],
    ['超速 10% 以下', 'Speeding, under 10%', '浙A·8**21　11 月 9 日 7:55　环城大道', '浙A·8**21 · 9 Nov, 07:55 · Ring Ave', 5000],
  ] as const;
  const line = all[at % all.length];
  if (!line) throw new Error('no due');
  const [zh, en, zhDetail, enDetail, amount] = line;
  return { title: say(zh, en), detail: say(zhDetail, enDetail), amount };
}

function dues(say: Say, ticked: boolean[], checking = false): Drawn {
  const lines = ticked.map((on, at) => ({ id: `due-${at}`, ...dueLine(say, at), ticked: on }));
  const chosen = lines.filter((line) => line.ticked);
  return {
    screen: {
      is: 'dues',
      service: fines(say),
      citizen: '王*明',
      checking,
      dues: lines,
      mayChoose: ticked.length > 1,
      count: chosen.length,
      total: chosen.reduce((sum, line) => sum + line.amount, 0),
    },
    progress: 2,
    frame: { ...WAY_BACK, next: chosen.length > 0 ? 'enabled' : 'disabled' },
  };
}

function review(say: Say, checking = false): Drawn {
  return {
    screen: {
      is: 'review',
      service: fines(say),
      citizen: '王*明',
      lines: [],
      items: [dueLine(say, 0), dueLine(say, 1)],
      total: 35000,
      payee: say('市财政局非税收入专户', 'City Finance Bureau, non-tax revenue'),
      checking,
    },
    progress: 2,
    frame: checking ? { cancel: true, help: true, next: 'disabled' } : STEP_ON,
  };
}

function reviewHospital(say: Say): Drawn {
  return {
    screen: {
      is: 'review',
      service: hospital(say),
      citizen: '王*明',
      lines: [
        { label: say('去哪家医院？', 'Which hospital?'), value: say('市第一人民医院', 'First People’s Hospital') },
        { label: say('看哪个科室？', 'Which department?'), value: say('心血管内科', 'Cardiology') },
        { label: say('看哪位医生？', 'Which doctor?'), value: say('陈静 主任医师', 'Dr Chen Jing, chief physician') },
        { label: say('什么时间就诊？', 'Which time?'), value: say('11 月 26 日 周四 09:00', 'Thu 26 Nov, 09:00') },
      ],
      items: [{ title: say('挂号费', 'Registration fee'), detail: say('主任医师门诊', 'Chief physician'), amount: 2500 }],
      total: 2500,
      payee: say('市属医院挂号费专户', 'City hospitals, registration fees'),
      checking: false,
    },
    progress: 2,
    frame: STEP_ON,
  };
}

function reviewFree(say: Say): Drawn {
  return {
    screen: {
      is: 'review',
      service: statement(say),
      citizen: '王*明',
      lines: [{ label: say('证明期间', 'Period'), value: say('今年', 'This year') }],
      items: [],
      total: 0,
      payee: '',
      checking: false,
    },
    progress: 2,
    frame: STEP_ON,
  };
}

function taken(say: Say, number: string, kept: boolean): Drawn {
  return {
    screen: { is: 'taken', service: statement(say), number, kept },
    progress: 4,
    frame: { next: 'enabled', help: true },
  };
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
        items: [dueLine(say, 0), dueLine(say, 1)],
        proof: 'GR1:6BFOXN TSMAHN-H3O4:PVH AJ2J$9J0II:Q5 43SLG/EBOD2XEJW2DXD',
      },
      phase,
    },
    progress: 4,
    frame: { next: 'enabled', help: true },
  };
}
