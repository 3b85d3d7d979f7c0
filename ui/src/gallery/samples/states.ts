// What the machine shows before, between and after the steps of a visit.
import { sample, type Sample } from '../sample';
import { dues, identify } from './paying';
import { named, tiles } from './services';

export const states: Sample[] = [
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
    screen: { is: 'attract', services: tiles(say, 4, { is: 'needsNetwork' }) },
    notice: { is: 'offline' },
  })),
  sample('unresolved', (say) => ({
    screen: { is: 'unresolved', service: named(say, 'traffic-fines'), total: 35000, order: '20261123 0941 0003 1187' },
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
