import { expect, test } from 'vitest';
import { drift } from '../src/frame/drift';

/** Until both ways are where they began. */
const ROUND = Array.from({ length: 4 * 11 * 7 }, (_, minute) => drift(minute));

test('a minute moves by at most one whole pixel, so that nobody sees it move', () => {
  ROUND.forEach(({ x, y }, minute) => {
    const next = drift(minute + 1);
    expect(Number.isInteger(x) && Number.isInteger(y)).toBe(true);
    expect(Math.abs(next.x - x)).toBeLessThanOrEqual(1);
    expect(Math.abs(next.y - y)).toBeLessThanOrEqual(1);
  });
});

test('it comes by many places, as much to one side as to the other, and never far', () => {
  expect(new Set(ROUND.map(({ x, y }) => `${x} ${y}`)).size).toBeGreaterThan(120);
  expect(ROUND.reduce((sum, { x, y }) => sum + x + y, 0)).toBe(0);
  expect(Math.max(...ROUND.map(({ x }) => Math.abs(x)))).toBe(11);
  expect(Math.max(...ROUND.map(({ y }) => Math.abs(y)))).toBe(7);
});

test('the tone goes all the way and back', () => {
  const tones = ROUND.map(({ tone }) => tone);
  expect(Math.min(...tones)).toBe(0);
  expect(Math.max(...tones)).toBe(1);
});
