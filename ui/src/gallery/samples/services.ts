// The services of the samples.
import type { Closed } from '../../bindings/Closed';
import type { Facts } from '../../bindings/Facts';
import type { ServiceName } from '../../bindings/ServiceName';
import type { Tile } from '../../bindings/Tile';
import type { Say } from '../sample';

const ALL = [
  ['traffic-fines', 'car', 2, '交通违法罚款缴纳', 'Pay traffic fines', '查询本人名下的交通违法罚款，勾选后用手机缴纳。', 'See the traffic fines in your name and pay the ones you choose.'],
  ['hospital-registration', 'hospital', 3, '预约挂号', 'Hospital registration', '选择医院、科室、医生和就诊时间，当场缴纳挂号费。', 'Choose a hospital, a doctor and a time, and pay the fee here.'],
  ['non-tax', 'notice', 2, '非税缴款', 'Pay a payment notice', '凭缴款通知书上的缴款码缴费，可为本人或他人办理。', 'Pay the notice you received, for yourself or for someone else.'],
  ['social-security-statement', 'statement', 1, '打印社保证明', 'Print social insurance statement', '打印本人的社会保险参保证明，免费。', 'Print a statement of your own social insurance, free of charge.'],
  ['utility-bills', 'plug', 2, '缴水电燃气暖气费', 'Pay utility bills', '水、电、燃气、暖气，几个户号一起缴。', 'Water, power, gas and heating, several accounts at once.'],
  ['queue-ticket', 'ticket', 1, '取号排队', 'Take a queue number', '到人工窗口办理，先在这里取号。', 'Take a number for a staffed window.'],
  ['social-security-contribution', 'coins', 3, '缴纳社保费', 'Pay social insurance', '灵活就业人员选择缴费档次和月数，当场缴纳。', 'Choose a base and the months, and pay here.'],
  ['social-security-card-loss', 'idCard', 1, '社保卡挂失', 'Report a lost social security card', '卡丢了，先在这里挂失，别人就用不了。', 'Report it lost, so that nobody else can use it.'],
  ['hospital-appointments', 'calendarCheck', 2, '改约、退号、签到', 'Change or check in an appointment', '改时间、取消预约，或到院签到。', 'Change the time, cancel, or check in.'],
  ['vehicle-plate', 'plate', 5, '机动车选号', 'Choose a vehicle plate', '从给出的号码里选一个，再约查验时间。', 'Choose a number and book the inspection.'],
  ['application-progress', 'progress', 1, '查询办件进度', 'See how far an application is', '看看您的申请办到哪一步了。', 'See which step your application has reached.'],
  ['receipt-reprint', 'printer', 1, '补打回执', 'Reprint a receipt', '以前的缴款回执，可以再打一张。', 'Print a receipt of an earlier payment again.'],
  ['home-fund', 'house', 2, '打印公积金证明', 'Print housing fund statement', '打印本人的住房公积金缴存证明。', 'Print a statement of your own housing fund.'],
] as const;

/** Those that need no connection, so that they go on without one. */
const OFFLINE = new Set(['social-security-statement', 'social-security-card-loss']);

export function tiles(say: Say, count: number, closed: Closed | null = null, offline: Closed | null = null): Tile[] {
  return ALL.slice(0, count).map(([id, icon, minutes, zh, en, zhSummary, enSummary]) => ({
    id,
    icon,
    minutes,
    name: say(zh, en),
    summary: say(zhSummary, enSummary),
    closed: OFFLINE.has(id) ? offline : closed,
  }));
}

export function named(say: Say, id: (typeof ALL)[number][0]): ServiceName {
  const found = ALL.find((service) => service[0] === id) ?? ALL[0];
  return { id, name: say(found[3], found[4]), icon: found[1] };
}

export function facts(say: Say, more: Partial<Facts> = {}): Facts {
  return {
    department: say('公安局交通警察支队', 'Traffic Police'),
    summary: say('查询本人名下的交通违法罚款，勾选后用手机缴纳。', 'See the traffic fines in your name and pay the ones you choose.'),
    help: '',
    identity: true,
    needs: [],
    cost: { is: 'asOwed' },
    minutes: 2,
    documents: ['receipt'],
    ...more,
  };
}
