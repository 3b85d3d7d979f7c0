// Where the ring is: what a press on the select key would touch.
import type { Stop } from '../speech/picture';

/** One step up (-1) or down (1), round at the ends. */
export function moved(at: number, by: -1 | 1, count: number): number {
  if (count === 0) return 0;
  return (at + by + count) % count;
}

/** Where one begins on a new screen: at its own first thing, else at the step that goes on. */
export function firstOf(stops: readonly Stop[]): number {
  const at = (is: (stop: Stop) => boolean) => {
    const found = stops.findIndex(is);
    return found < 0 ? null : found;
  };
  return (
    at((stop) => !stop.framed && !stop.disabled) ??
    at((stop) => stop.touch === 'next' && !stop.disabled) ??
    at((stop) => !stop.disabled) ??
    0
  );
}

/** Where the thing is that had this hook; else the place it had. */
export function keptAt(stops: readonly Stop[], touch: string, at: number): number {
  const same = touch === '' ? -1 : stops.findIndex((stop) => stop.touch === touch);
  return same < 0 ? Math.max(0, Math.min(at, stops.length - 1)) : same;
}
