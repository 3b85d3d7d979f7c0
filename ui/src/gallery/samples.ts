// A view of every screen in every phase, for looking at and for the tests. Never bundled.
import type { Sample } from './sample';
import { frame } from './samples/frame';

export type { Sample } from './sample';

export const samples: Sample[] = [...frame];
