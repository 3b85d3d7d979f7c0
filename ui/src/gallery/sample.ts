// What every sample of a view is made with.
import type { CameraView } from '../bindings/CameraView';
import type { Countdown } from '../bindings/Countdown';
import type { Frame } from '../bindings/Frame';
import type { Hint } from '../bindings/Hint';
import type { Notice } from '../bindings/Notice';
import type { Screen } from '../bindings/Screen';
import type { Sheet } from '../bindings/Sheet';
import type { Sighted } from '../bindings/Sighted';
import type { Called } from '../bindings/Called';
import type { View } from '../bindings/View';

export interface Sample {
  name: string;
  view(lang: string): View;
}

/** Picks the text of the language. */
export type Say = (zh: string, en: string) => string;

export interface Drawn {
  screen: Screen;
  progress?: number;
  notice?: Notice;
  sheet?: Sheet;
  frame?: Partial<Frame>;
  elder?: boolean;
  calling?: Called[];
}

export type Of<Is extends Screen['is']> = Extract<Screen, { is: Is }>;

export const WAY_BACK: Partial<Frame> = { back: true, cancel: true, help: true };
export const STEP_ON: Partial<Frame> = { ...WAY_BACK, next: 'enabled' };

export const LEFT: Countdown = { leftMs: 32_000, totalMs: 45_000 };
/** An answer of the backend is waited for. */
export const WAITING: Countdown = { leftMs: 7_400, totalMs: 10_000 };

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
      const { screen, progress = null, notice = null, sheet = null, frame, elder = false, calling = [] } = draw(say);
      return {
        revision: 7,
        hall: say('示范区政务服务大厅', 'Model District Hall'),
        machine: '3',
        lang,
        langs: ['zh-CN', 'en'],
        themes: ['normal', 'contrast', 'night'],
        access: { text: 0, theme: 'normal', reach: false, elder, speech: null },
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
