// What is owed and what is looked over, before anything is paid.
import type { Line } from '../../bindings/Line';
import { dueItem, named, sample, STEP_ON, WAITING, WAY_BACK, type Drawn, type Of, type Sample, type Say } from '../sample';

export const paying: Sample[] = [
  sample('dues', (say) => dues(say, [true, true, false])),
  sample('dues-none-ticked', (say) => dues(say, [false, false, false])),
  sample('dues-one', (say) => dues(say, [true])),
  sample('dues-long', (say) => dues(say, [true, true, false, true, false, false, true, false])),
  sample('dues-checking', (say) => dues(say, [], { waiting: WAITING })),
  sample('dues-nothing', (say) => ({ ...dues(say, []), notice: { is: 'nothingOwed' } })),
  sample('review', (say) => review(say)),
  sample('review-hospital', (say) => reviewHospital(say)),
  sample('review-held', (say) => reviewHeld(say)),
  sample('review-outside-hours', (say) => ({ ...review(say), notice: { is: 'outsideHours' } })),
  sample('review-free', (say) => reviewFree(say)),
  sample('review-checking', (say) => review(say, { waiting: WAITING })),
  sample('review-printer-down', (say) => ({ ...review(say), notice: { is: 'printerDown', trouble: 'paperOut' } })),
];

export function dues(say: Say, ticked: boolean[], more: Partial<Of<'dues'>> = {}): Drawn {
  const lines = ticked.map((on, at) => ({ id: `due-${at}`, ...dueItem(say, at), ticked: on }));
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
      items: [dueItem(say, 0), dueItem(say, 1)],
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
