// What every part of the screen needs: the words of the visit, and a way to send a touch.
import { createContext } from 'svelte';
import type { Touch } from './bindings/Touch';
import type { Words } from './words/words';

export interface KioskContext {
  readonly words: Words;
  touch(touch: Touch): void;
}

export const [useKiosk, provideKiosk] = createContext<KioskContext>();
