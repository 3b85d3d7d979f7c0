// A question with each pad, as it is empty, filled, mistaken and looked at.
import type { CameraView } from '../../bindings/CameraView';
import type { Countdown } from '../../bindings/Countdown';
import type { DayCell } from '../../bindings/DayCell';
import type { Input } from '../../bindings/Input';
import type { Mistake } from '../../bindings/Mistake';
import type { OptionLine } from '../../bindings/OptionLine';
import { LIVE, named, sample, seen, STEP_ON, WAITING, WAY_BACK, type Drawn, type Of, type Sample, type Say } from '../sample';

export const asking: Sample[] = [
  sample('choice', (say) => choice(say, departments(say))),
  sample('choice-long', (say) => choice(say, [...departments(say), ...departments(say, 'b'), ...departments(say, 'c')])),
  sample('choice-slots', (say) => choice(say, slots(say))),
  sample('choice-loading', (say) => choice(say, [], WAITING)),
  sample('choice-empty', (say) => choice(say, [])),
  sample('choice-taken', (say) => ({ ...choice(say, slots(say)), notice: { is: 'takenMeanwhile' } })),
  sample('choice-hold-over', (say) => ({ ...choice(say, slots(say)), notice: { is: 'holdOver' } })),
  sample('choice-appointment-over', (say) => ({ ...choice(say, departments(say)), notice: { is: 'appointmentOver' } })),
  sample('choice-check-in-not-open', (say) => ({ ...choice(say, departments(say)), notice: { is: 'checkInNotOpen' } })),
  sample('several', (say) => several(say, 2)),
  sample('several-too-few', (say) => several(say, 0, { is: 'tooFew', min: 1 })),
  sample('yes-no', (say) => yesNo(say, null)),
  sample('yes-no-chosen', (say) => yesNo(say, true)),
  sample('digits-empty', (say) => digits(say, '')),
  sample('digits', (say) => digits(say, '330100241')),
  sample('digits-seen', (say) => digits(say, '3301', seen('tooDark'))),
  sample('digits-full', (say) => digits(say, '33010024110000042317')),
  sample('digits-checking', (say) => digits(say, '33010024110000042317', LIVE, { waiting: WAITING })),
  sample('digits-short', (say) => digits(say, '330100241', LIVE, { mistake: { is: 'tooShort', missing: 11 } })),
  sample('digits-mistyped', (say) => ({
    ...digits(say, '33010024110000042317'),
    notice: { is: 'noticeNumberMistyped' },
  })),
  sample('amount', (say) => amount(say, '1250.5', 125_050)),
  sample('amount-empty', (say) => amount(say, '', 0)),
  sample('amount-too-much', (say) => amount(say, '60000', 6_000_000, { is: 'tooMuch', max: 5_000_000 })),
  sample('id-number', (say) => idNumber(say, '3301061956')),
  sample('id-number-mistyped', (say) => idNumber(say, '33010619560308123X', { is: 'idMistyped' })),
  sample('phone', (say) => phone(say, '1380013')),
  sample('phone-impossible', (say) => phone(say, '12800138000', { is: 'phoneImpossible' })),
  sample('plate-province', (say) => plate(say, '', 'province')),
  sample('plate-letter', (say) => plate(say, '粤', 'letter')),
  sample('plate', (say) => plate(say, '粤B12', 'rest')),
  sample('plate-full', (say) => plate(say, '粤BD12345', 'nothing')),
  sample('date', (say) => date(say, null)),
  sample('date-chosen', (say) => date(say, '2026-12-11')),
  sample('date-too-early', (say) => date(say, null, { is: 'tooEarly', first: '2026-12-01' })),
  sample('birth', (say) => birth(say, '195603')),
  sample('birth-impossible', (say) => birth(say, '19560231', { is: 'dayImpossible' })),
  sample('text-empty', (say) => text(say, '', '', [])),
  sample('text', (say) => text(say, '李', 'xiaoming', ['小明', '晓明', '小名', '小', '笑', '校', '消', '效', '晓', '肖', '孝', 'xiaoming'])),
  sample('text-elder', (say) => ({ ...text(say, '王建', 'guo', ['国', '过', '果', '锅', '裹', 'guo']), elder: true })),
  sample('text-missing', (say) => text(say, '', '', [], { is: 'missing' })),
];

function question(say: Say, input: Input, more: Partial<Of<'question'>>): Drawn {
  return {
    screen: {
      is: 'question',
      service: named(say, 'hospital-registration'),
      part: { number: 2, count: 4 },
      title: '',
      help: '',
      input,
      mistake: null,
      waiting: null,
      ...more,
    },
    progress: 2,
    frame: { ...STEP_ON, next: more.waiting || empty(input) ? 'disabled' : 'enabled' },
  };
}

/** Nothing is answered yet, so there is nothing to go on with. */
function empty(input: Input): boolean {
  if ('value' in input) return input.value === null || input.value === '';
  if ('typed' in input) return input.typed === '' || (typeof input.typed === 'object' && input.typed.text === '');
  return 'count' in input && input.count === 0;
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

function choice(say: Say, options: OptionLine[], loading: Countdown | null = null): Drawn {
  const drawn = question(say, { is: 'choice', loading, options }, {
    title: say('看哪个科室？', 'Which department?'),
    help: say('不清楚该看哪个科室，可以叫工作人员。', 'Not sure? Call the staff and we will help you.'),
  });
  return { ...drawn, frame: WAY_BACK };
}

function several(say: Say, count: number, mistake: Mistake | null = null): Drawn {
  const accounts = [
    ['water', '自来水　学院路 18 号 2-301', 'Water · 18 College Rd, 2-301', '户号 3301 0042 17', 'Account 3301 0042 17', true],
    ['power', '电　学院路 18 号 2-301', 'Power · 18 College Rd, 2-301', '户号 0571 2263 90', 'Account 0571 2263 90', true],
    ['gas', '燃气　学院路 18 号 2-301', 'Gas · 18 College Rd, 2-301', '户号 7700 1533 08', 'Account 7700 1533 08', true],
    ['heat', '暖气　解放路 7 号', 'Heating · 7 Liberation Rd', '户号 4402 9911 52', 'Account 4402 9911 52', false],
  ] as const;
  const options = accounts.map(([id, zh, en, zhDetail, enDetail, available], at) => ({
    id,
    name: say(zh, en),
    detail: say(zhDetail, enDetail),
    fee: null,
    available,
    chosen: at < count,
  }));
  return question(say, { is: 'several', loading: null, options, min: 1, max: 3, count }, {
    service: named(say, 'utility-bills'),
    title: say('缴哪几户？', 'Which accounts?'),
    help: say('可以几户一起缴。', 'You can pay for several at once.'),
    mistake,
  });
}

function yesNo(say: Say, chosen: boolean | null): Drawn {
  const drawn = question(say, { is: 'yesNo', chosen }, {
    title: say('是为本人办理吗？', 'Is it for yourself?'),
    help: say('为家里人办理，请点“否”。', 'If it is for somebody in your family, touch “No”.'),
  });
  return { ...drawn, frame: WAY_BACK };
}

function digits(say: Say, value: string, camera: CameraView = LIVE, more: Partial<Of<'question'>> = {}): Drawn {
  return question(say, { is: 'digits', value, length: 20, group: 4, camera }, {
    service: named(say, 'non-tax'),
    title: say('请输入缴款码', 'Enter the number of your notice'),
    help: say(
      '缴款码为 20 位数字，印在通知书的右上角；也可以扫描通知书上的二维码。',
      'It has 20 digits, at the top right of the notice. You can also scan the code printed there.',
    ),
    ...more,
  });
}

function amount(say: Say, typed: string, fen: number, mistake: Mistake | null = null): Drawn {
  return question(say, { is: 'amount', typed, fen, min: 100, max: 5_000_000 }, {
    title: say('缴多少钱？', 'How much would you like to pay?'),
    help: say('预缴的钱会留在户头上，用多少扣多少。', 'What you pay ahead stays on the account.'),
    mistake,
  });
}

function idNumber(say: Say, value: string, mistake: Mistake | null = null): Drawn {
  return question(say, { is: 'idNumber', value }, {
    title: say('请输入身份证号', 'Enter the ID number'),
    help: say('身份证正面的 18 位号码。', 'The 18 characters on the front of the ID card.'),
    mistake,
  });
}

function phone(say: Say, value: string, mistake: Mistake | null = null): Drawn {
  return question(say, { is: 'phone', value }, {
    title: say('请输入手机号码', 'Enter your mobile number'),
    help: say('有变化时，会发短信告诉您。', 'If something changes, we send you a message.'),
    mistake,
  });
}

function plate(say: Say, value: string, expects: Extract<Input, { is: 'plate' }>['expects']): Drawn {
  return question(say, { is: 'plate', value, expects }, {
    service: named(say, 'traffic-fines'),
    title: say('请输入车牌号', 'Enter the number plate'),
    help: say('行驶证上的号牌号码。', 'As it is on the vehicle licence.'),
  });
}

/** December 2026 begins on a Tuesday; from the 4th on, no Sundays. */
function date(say: Say, value: string | null, mistake: Mistake | null = null): Drawn {
  const days: DayCell[] = Array.from({ length: 31 }, (_, at) => {
    const day = at + 1;
    const weekday = (at + 1) % 7 + 1;
    const date = `2026-12-${String(day).padStart(2, '0')}`;
    return { day, date, weekday, available: day > 3 && weekday !== 7, chosen: date === value };
  });
  return question(say, { is: 'date', value, month: '2026-12', earlier: false, later: true, days }, {
    title: say('哪一天来查验？', 'On which day?'),
    help: say('请选一个工作日。', 'Please choose a working day.'),
    mistake,
  });
}

function birth(say: Say, value: string, mistake: Mistake | null = null): Drawn {
  return question(say, { is: 'birth', value }, {
    title: say('出生日期是哪一天？', 'What is the date of birth?'),
    help: say('和身份证上的一样。', 'As it is on the ID card.'),
    mistake,
  });
}

function text(say: Say, written: string, letters: string, candidates: string[], mistake: Mistake | null = null): Drawn {
  return question(say, { is: 'text', typed: { text: written, letters, candidates }, max: 20 }, {
    title: say('收件人叫什么名字？', 'What is the recipient’s name?'),
    help: say('和证件上的一样。', 'As it is on the document.'),
    mistake,
  });
}
