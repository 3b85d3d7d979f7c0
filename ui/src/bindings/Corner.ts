export type Corner = { x: number, y: number, };
