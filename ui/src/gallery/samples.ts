// A view of every screen in every phase, for looking at and for the tests. Never bundled.
import type { Sample } from './sample';
import { asking } from './samples/asking';
import { finding } from './samples/finding';
import { frame } from './samples/frame';
import { papers } from './samples/papers';
import { paying } from './samples/paying';

export type { Sample } from './sample';

export const samples: Sample[] = [...frame, ...finding, ...asking, ...paying, ...papers];
