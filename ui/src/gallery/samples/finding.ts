// Finding a service, and what is said before it begins.
import type { Closed } from '../../bindings/Closed';
import type { GroupTile } from '../../bindings/GroupTile';
import type { Typed } from '../../bindings/Typed';
import { factsOfFines, named, sample, STEP_ON, tiles, type Drawn, type Of, type Sample, type Say } from '../sample';

const NO_NETWORK: Closed = { is: 'needsNetwork' };

export const finding: Sample[] = [
  sample('services', (say) => services({ services: tiles(say, 6) })),
  sample('services-many', (say) => services({ services: tiles(say, 12) })),
  sample('services-elder', (say) => ({ ...services({ services: tiles(say, 4) }), elder: true })),
  sample('services-offline', (say) => ({
    ...services({ services: tiles(say, 6, NO_NETWORK) }),
    notice: { is: 'offline' },
  })),
  sample('services-full', (say) => ({
    ...services({ services: tiles(say, 12, NO_NETWORK, { is: 'tooManyKept' }) }),
    notice: { is: 'offline' },
  })),
  sample('services-closed', (say) =>
    services({ services: tiles(say, 4, { is: 'outsideHours', from: '09:00', until: '17:00' }) }),
  ),
  sample('services-life-events', (say) =>
    services({ finding: { is: 'lifeEvents', open: null }, groups: lifeEvents(say) }),
  ),
  sample('services-life-event', (say) =>
    services({ finding: { is: 'lifeEvents', open: 'car' }, services: tiles(say, 3) }),
  ),
  sample('services-departments', (say) =>
    services({ finding: { is: 'departments', open: null }, groups: departments(say) }),
  ),
  sample('services-search', (say) => searched(say, { text: '', letters: '', candidates: [] }, 12)),
  sample('services-search-typed', (say) =>
    searched(
      say,
      { text: '', letters: 'jiaofei', candidates: ['缴费', '交费', '教费', '胶', '脚', '叫', '角', '交', '教', '浇', 'jiaofei'] },
      4,
    ),
  ),
  sample('services-search-elder', (say) => ({
    ...searched(say, { text: '社保', letters: 'zm', candidates: ['证明', '怎么', '这么', 'zm'] }, 1),
    elder: true,
  })),
  sample('services-search-none', (say) => searched(say, { text: '护照', letters: '', candidates: [] }, 0)),
  sample('intro', (say) => ({
    screen: {
      is: 'intro',
      service: named(say, 'vehicle-plate'),
      facts: {
        ...factsOfFines(say),
        summary: say('从给出的号码里选一个，再约查验时间。', 'Choose a number and book the inspection.'),
        help: say(
          '选中的号码为您保留 10 分钟。查验那天请把车开到您选的查验站。',
          'The number is held for you for 10 minutes. On the day of the inspection, bring the car to the station you chose.',
        ),
        needs: [say('机动车登记证书', 'Vehicle registration certificate'), say('购车发票', 'Purchase invoice')],
        cost: { is: 'amount', fen: 10_000 },
        minutes: 5,
        documents: ['receipt', 'slip'],
      },
    },
    progress: 1,
    frame: STEP_ON,
  })),
  sample('intro-free', (say) => ({
    screen: {
      is: 'intro',
      service: named(say, 'queue-ticket'),
      facts: {
        ...factsOfFines(say),
        department: say('政务服务中心', 'Service centre'),
        summary: say('到人工窗口办理，先在这里取号。', 'Take a number for a staffed window.'),
        identity: false,
        cost: { is: 'free' },
        minutes: 1,
        documents: ['ticket'],
      },
    },
    progress: 1,
    frame: STEP_ON,
  })),
];

function services(more: Partial<Of<'services'>>): Drawn {
  return {
    screen: { is: 'services', finding: { is: 'mostUsed' }, groups: [], services: [], ...more },
    progress: 0,
    frame: { back: true, help: true },
  };
}

function searched(say: Say, typed: Typed, found: number): Drawn {
  return services({ finding: { is: 'search', typed }, services: tiles(say, found) });
}

function lifeEvents(say: Say): GroupTile[] {
  return [
    { id: 'birth', name: say('生育收养', 'Having a child'), icon: 'baby', count: 2 },
    { id: 'school', name: say('上学', 'Going to school'), icon: 'education', count: 1 },
    { id: 'work', name: say('就业创业', 'Finding work'), icon: 'briefcase', count: 3 },
    { id: 'home', name: say('买房安居', 'A home'), icon: 'house', count: 2 },
    { id: 'car', name: say('买车用车', 'A car'), icon: 'car', count: 3 },
    { id: 'illness', name: say('看病就医', 'Falling ill'), icon: 'stethoscope', count: 3 },
    { id: 'retirement', name: say('退休养老', 'Retiring'), icon: 'armchair', count: 2 },
  ];
}

function departments(say: Say): GroupTile[] {
  return [
    { id: 'police', name: say('公安局交通警察支队', 'Traffic Police'), icon: 'car', count: 2 },
    { id: 'social', name: say('人力资源和社会保障局', 'Human Resources and Social Security'), icon: 'family', count: 3 },
    { id: 'health', name: say('卫生健康委员会', 'Health Commission'), icon: 'hospital', count: 2 },
    { id: 'finance', name: say('财政局', 'Finance Bureau'), icon: 'coins', count: 2 },
    { id: 'utilities', name: say('公用事业', 'Utilities'), icon: 'plug', count: 1 },
    { id: 'hall', name: say('政务服务中心', 'Service centre'), icon: 'landmark', count: 3 },
  ];
}
