// The line around a code, from its corners in the camera's picture.
import type { Corner } from '../bindings/Corner';

export interface Point {
  x: number;
  y: number;
}

/** A code is framed with its quiet zone, so that the line does not lie on its modules. */
const ROOM = 0.14;
/** How much of the shorter of two sides a rounded corner takes. */
const ROUND = 0.16;

/** In pixels of a picture of this size, with room around the code. */
export function framed(corners: readonly Corner[], width: number, height: number): Point[] {
  const points = corners.map(({ x, y }) => ({ x: (x / 1000) * width, y: (y / 1000) * height }));
  const middle = {
    x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
    y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
  };
  return points.map((point) => between(middle, point, 1 + ROOM));
}

/** The line through the points with round corners, as the `d` of a path. */
export function rounded(points: readonly Point[]): string {
  const parts = points.map((corner, at) => {
    const before = points[(at + points.length - 1) % points.length] ?? corner;
    const after = points[(at + 1) % points.length] ?? corner;
    const radius = ROUND * Math.min(distance(corner, before), distance(corner, after));
    const start = towards(corner, before, radius);
    const end = towards(corner, after, radius);
    return `${at === 0 ? 'M' : 'L'}${said(start)}Q${said(corner)} ${said(end)}`;
  });
  return parts.length === 0 ? '' : `${parts.join('')}Z`;
}

function between(a: Point, b: Point, share: number): Point {
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
}

function towards(from: Point, to: Point, length: number): Point {
  const whole = distance(from, to);
  return whole === 0 ? from : between(from, to, length / whole);
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function said({ x, y }: Point): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}
