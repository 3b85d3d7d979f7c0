// The screen that nobody uses stands for hours: it wanders, so that no edge burns in.

export interface Drift {
  /** In pixels of the screen, whole ones, so that no text gets blurred. */
  x: number;
  y: number;
  /** How much of the deeper paper is in the ground, 0 to 1. */
  tone: number;
}

/** Furthest from the middle, in pixels. */
const WIDE = 11;
const HIGH = 7;
/** Minutes from one tone to the other. */
const TONES = 60;

/**
 * Where everything is in this minute. A minute moves by one pixel, which nobody sees as motion; the
 * two ways take different times, so that it comes by every place.
 */
export function drift(minute: number): Drift {
  return { x: wander(minute, WIDE), y: wander(minute, HIGH), tone: Math.abs(wander(minute, TONES)) / TONES };
}

/** 0, 1 … most … 0 … -most … -1 and again. */
function wander(minute: number, most: number): number {
  const at = minute % (4 * most);
  if (at <= most) return at;
  if (at <= 3 * most) return 2 * most - at;
  return at - 4 * most;
}
