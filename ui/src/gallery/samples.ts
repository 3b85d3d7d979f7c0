// A view of every screen in every phase, for looking at and for the tests. Never bundled.
import type { Sample } from './sample';
import { asking } from './samples/asking';
import { finding } from './samples/finding';
import { papers } from './samples/papers';
import { paying } from './samples/paying';
import { states } from './samples/states';

export type { Sample };

export const samples: Sample[] = [...states, ...finding, ...asking, ...paying, ...papers];
