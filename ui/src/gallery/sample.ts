// What the samples have in common: a view around a screen, and the names that come back in many.
import type { CameraView } from '../bindings/CameraView';
import type { Called } from '../bindings/Called';
import type { Closed } from '../bindings/Closed';
import type { Facts } from '../bindings/Facts';
import type { Frame } from '../bindings/Frame';
import type { Hint } from '../bindings/Hint';
import type { Item } from '../bindings/Item';
import type { Notice } from '../bindings/Notice';
import type { Screen } from '../bindings/Screen';
import type { ServiceName } from '../bindings/ServiceName';
import type { Sheet } from '../bindings/Sheet';
import type { Sighted } from '../bindings/Sighted';
import type { Speech } from '../bindings/Speech';
import type { Tile } from '../bindings/Tile';
import type { View } from '../bindings/View';
import { themes } from '../themes';
import { languages } from '../words/words';

export interface Sample {
  name: string;
  view(lang: string): View;
}

/** Picks the text of the language: what comes from the hall is there in two. */
export type Say = (zh: string, en: string) => string;

export interface Drawn {
  screen: Screen;
  progress?: number;
  notice?: Notice;
  sheet?: Sheet;
  frame?: Partial<Frame>;
  calling?: Called[];
  speech?: Speech;
  elder?: boolean;
}

export type Of<Is extends Screen['is']> = Extract<Screen, { is: Is }>;

export const WAY_BACK: Partial<Frame> = { back: true, cancel: true, help: true };
export const STEP_ON: Partial<Frame> = { ...WAY_BACK, next: 'enabled' };
export const LEFT = { leftMs: 32_000, totalMs: 45_000 };
/** An answer of the backend is waited for. */
export const WAITING = { leftMs: 7_400, totalMs: 10_000 };

/** In the order of their buttons. */
const LANGS = ['zh-CN', 'en', 'ug', 'bo'];

/** The phone of the stand-in picture. */
const CODE: Sighted['corners'] = [
  { x: 400, y: 321 },
  { x: 581, y: 293 },
  { x: 597, y: 614 },
  { x: 417, y: 642 },
];
export const LIVE: CameraView = { is: 'live', corners: null, read: false, hint: null };

export function seen(hint: Hint | null = null, read = false): CameraView {
  return { is: 'live', corners: CODE, read, hint };
}

export function sample(name: string, draw: (say: Say) => Drawn): Sample {
  return {
    name,
    view(lang) {
      const say: Say = (zh, en) => (lang === 'en' ? en : zh);
      const { screen, progress = null, notice = null, sheet = null, frame, calling = [], speech = null, elder = false } =
        draw(say);
      return {
        revision: 7,
        hall: say('示范区政务服务大厅', 'Model District Hall'),
        machine: '3',
        lang,
        langs: LANGS.filter((known) => languages.includes(known)),
        themes: ['normal', ...themes.filter((theme) => theme !== 'normal')],
        access: { text: 0, theme: 'normal', reach: false, elder, speech },
        screen,
        progress,
        notice,
        frame: { back: false, next: 'absent', cancel: false, help: false, ...frame },
        sheet,
        calling,
      };
    },
  };
}

/** The fourth is the one that needs no connection. */
export function tiles(say: Say, count: number, closed: Closed | null = null, last: Closed | null = null): Tile[] {
  const all: [id: string, name: string, summary: string, icon: string, minutes: number][] = [
    [
      'traffic-fines',
      say('交通违法罚款缴纳', 'Pay traffic fines'),
      say('查询本人名下的交通违法罚款，勾选后用手机缴纳。', 'See the traffic fines in your name and pay the ones you choose.'),
      'car',
      2,
    ],
    [
      'hospital-registration',
      say('预约挂号', 'Hospital registration'),
      say('选择医院、科室、医生和就诊时间，当场缴纳挂号费。', 'Choose a hospital, a doctor and a time, and pay the registration fee here.'),
      'hospital',
      3,
    ],
    [
      'non-tax',
      say('非税缴款', 'Pay a payment notice'),
      say('凭缴款通知书上的缴款码缴费，可为本人或他人办理。', 'Pay the notice you received, for yourself or for someone else.'),
      'notice',
      2,
    ],
    [
      'social-security-card-loss',
      say('社保卡挂失', 'Report a lost card'),
      say('社保卡丢了，马上挂失，免费。', 'Your social security card is lost: have it blocked at once, free of charge.'),
      'idCard',
      1,
    ],
    ['utility-bills', say('水电燃气热力缴费', 'Utility bills'), say('水、电、燃气、热力，几个户号一起缴。', 'Water, power, gas and heating of several accounts at once.'), 'droplet', 2],
    ['vehicle-plate', say('机动车选号', 'Choose a licence plate'), say('选一个号牌，约好查验时间。', 'Choose a number and book the inspection.'), 'plate', 5],
    ['queue-ticket', say('窗口取号', 'Queue ticket'), say('取一个人工窗口的号。', 'Take a number for a staffed window.'), 'ticket', 1],
    ['social-security-statement', say('社保参保证明', 'Social insurance statement'), say('当场打印参保证明，免费。', 'Printed here at once, free of charge.'), 'statement', 1],
    ['social-security-contribution', say('社保缴费', 'Social insurance contribution'), say('选缴费基数和月数，用手机缴纳。', 'Choose the base and the months, and pay by phone.'), 'wallet', 3],
    ['hospital-appointments', say('预约改期、取消、签到', 'Change or check in appointments'), say('改时间、取消，或到院签到。', 'Change it, cancel it, or check in.'), 'calendarCheck', 2],
    ['application-progress', say('办件进度', 'Progress of an application'), say('看申请办到哪一步了。', 'See how far your application is.'), 'progress', 1],
    ['receipt-reprint', say('补打回执', 'Reprint a receipt'), say('凭票号或取件码补打。', 'With its number or the reclaim code.'), 'printer', 1],
  ];
  return all.slice(0, count).map(([id, name, summary, icon, minutes], at) => {
    return { id, name, summary, icon, minutes, closed: at === 3 ? last : closed };
  });
}

export function fines(say: Say): ServiceName {
  return { id: 'traffic-fines', name: say('交通违法罚款缴纳', 'Pay traffic fines'), icon: 'car' };
}

export function factsOfFines(say: Say): Facts {
  return {
    department: say('公安局交警支队', 'Traffic police'),
    summary: say('查询本人名下的交通违法罚款，勾选后用手机缴纳。', 'See the traffic fines in your name and pay the ones you choose.'),
    help: '',
    identity: true,
    needs: [],
    cost: { is: 'asOwed' },
    minutes: 2,
    documents: ['receipt'],
  };
}

export function dueItem(say: Say, at: number): Item {
  const all = [
    ['违反禁令标志指示', 'No-entry sign ignored', '浙A·8**21　10 月 28 日 8:12　学院路', '浙A·8**21 · 28 Oct, 08:12 · College Rd', 20000],
    ['未按规定停车', 'Illegal parking', '浙A·8**21　11 月 3 日 19:40　解放路', '浙A·8**21 · 3 Nov, 19:40 · Liberation Rd', 15000],
    ['超速 10% 以下', 'Speeding, under 10%', '浙A·8**21　11 月 9 日 7:55　环城大道', '浙A·8**21 · 9 Nov, 07:55 · Ring Ave', 5000],
  ] as const;
  const item = all[at % all.length];
  if (!item) throw new Error('no due');
  const [zh, en, zhDetail, enDetail, amount] = item;
  return { title: say(zh, en), detail: say(zhDetail, enDetail), amount };
}

export function identify(say: Say, more: Partial<Extract<Screen, { is: 'identify' }>> = {}): Drawn {
  return {
    screen: {
      is: 'identify',
      service: fines(say),
      facts: factsOfFines(say),
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

/** The name of one of the services. */
export function named(say: Say, id: string): ServiceName {
  const tile = tiles(say, Infinity).find((tile) => tile.id === id);
  return tile ? { id, name: tile.name, icon: tile.icon } : fines(say);
}
