// What is handed out, what is known, and how it was.
import type { PaperPhase } from '../../bindings/PaperPhase';
import { named, sample, WAITING, type Drawn, type Of, type Sample, type Say } from '../sample';
import { line } from './paying';

const PRINTING: PaperPhase = { is: 'printing', left: { leftMs: 22_000, totalMs: 30_000 } };

export const papers: Sample[] = [
  sample('ticket-printing', (say) => ticket(say, PRINTING)),
  sample('ticket', (say) => ticket(say, { is: 'printed' })),
  sample('ticket-waiting', (say) => ticket(say, { is: 'waiting', trouble: 'paperOut', reclaim: null })),
  sample('ticket-not-printed', (say) => ticket(say, { is: 'notPrinted', trouble: 'unreachable', reclaim: null })),
  sample('statement-printing', (say) => statement(say, PRINTING)),
  sample('statement', (say) => statement(say, { is: 'printed' })),
  sample('taken', (say) => taken(say, '20261125000042', false)),
  sample('taken-lines', (say) =>
    taken(say, '20261125000042', false, [
      line(say('原来的时间', 'Before'), say('11 月 26 日 09:00', '26 Nov, 09:00')),
      line(say('新的时间', 'Now'), say('11 月 30 日 10:30', '30 Nov, 10:30')),
      line(say('医生', 'Doctor'), say('陈静 主任医师', 'Dr Chen Jing, chief physician')),
    ]),
  ),
  sample('kept', (say) => taken(say, 'F3A9-07C2', true)),
  sample('details', (say) => details(say)),
  sample('details-checking', (say) => details(say, { waiting: WAITING, title: '', lines: [], stages: [] })),
  sample('thanks-seen', () => ({ screen: { is: 'thanks', ending: 'seen' } })),
  sample('rate', (say) => rate(say, null, [])),
  sample('rate-good', (say) => rate(say, 5, ['quick', 'clear', 'one-visit', 'friendly'])),
  sample('rate-bad', (say) => rate(say, 1, ['slow', 'unclear', 'broken', 'too-much-asked', 'no-help'])),
];

function ticket(say: Say, phase: PaperPhase): Drawn {
  return {
    screen: {
      is: 'handout',
      service: named(say, 'queue-ticket'),
      kind: 'ticket',
      title: say('排队号票', 'Queue ticket'),
      number: '20261126000317',
      prominent: 'A023',
      lines: [
        line(say('业务', 'Business'), say('户籍业务', 'Household registration')),
        line(say('前面还有', 'Before you'), say('6 人', '6 people')),
        line(say('大约要等', 'Waiting time'), say('18 分钟', '18 minutes')),
      ],
      symbol: 'GQ1:20261126000317:A023',
      phase,
    },
    progress: 4,
    frame: { next: 'enabled', help: true },
  };
}

function statement(say: Say, phase: PaperPhase): Drawn {
  return {
    screen: {
      is: 'handout',
      service: named(say, 'social-security-statement'),
      kind: 'statement',
      title: say('社会保险参保证明', 'Statement of social insurance'),
      number: '33010020261126000042',
      prominent: '',
      lines: [
        line(say('姓名', 'Name'), '王*明'),
        line(say('参保单位', 'Employer'), say('示范区第二小学', 'Model District Primary School No. 2')),
        line(say('累计缴费', 'Months paid'), say('276 个月', '276')),
      ],
      symbol: null,
      phase,
    },
    progress: 4,
    frame: { next: 'enabled', help: true },
  };
}

function taken(say: Say, number: string, kept: boolean, lines: Of<'taken'>['lines'] = []): Drawn {
  return {
    screen: { is: 'taken', service: named(say, 'social-security-card-loss'), number, kept, lines },
    progress: 4,
    frame: { next: 'enabled', help: true },
  };
}

function details(say: Say, more: Partial<Of<'details'>> = {}): Drawn {
  return {
    screen: {
      is: 'details',
      service: named(say, 'application-progress'),
      waiting: null,
      title: say('机动车选号　粤B·D1234', 'Vehicle plate 粤B·D1234'),
      lines: [
        line(say('办件编号', 'Case number'), '440300-20261118-000981'),
        { label: say('提交日期', 'Handed in'), value: { is: 'day', day: '2026-11-18' } },
      ],
      stages: [
        { name: say('已收到申请', 'Received'), detail: say('11 月 18 日 9:41', '18 Nov, 09:41'), done: true },
        { name: say('资料审核', 'Papers examined'), detail: say('11 月 20 日', '20 Nov'), done: true },
        { name: say('车辆查验', 'Vehicle inspected'), detail: say('预约 12 月 1 日 10:00，西丽查验站', 'Booked for 1 Dec, 10:00, Xili station'), done: false },
        { name: say('制作号牌', 'Plates made'), detail: say('查验后 3 个工作日', 'Three working days later'), done: false },
      ],
      ...more,
    },
    progress: 4,
    frame: { back: true, next: 'enabled', cancel: true, help: true },
  };
}

function rate(say: Say, level: number | null, reasons: string[]): Drawn {
  return {
    screen: {
      is: 'rate',
      service: named(say, 'traffic-fines'),
      level,
      reasons: reasons.map((id, at) => ({ id, chosen: at === 0 })),
      left: { leftMs: 41_000, totalMs: 60_000 },
    },
    progress: 4,
    frame: { next: 'enabled', help: true },
  };
}
