/** In the size of its letters: padding and border of a candidate, its least width, the gap. */
const AROUND = 1.15;
const LEAST = 2.3;
const GAP = 0.3;

/**
 * Splits the candidates into pages of one line each. `room` is how many characters a line holds;
 * letters count half. No candidate is left out: one that is longer than a line has it for itself.
 */
export function candidatePages(candidates: readonly string[], room: number): string[][] {
  const pages: string[][] = [];
  let used = Infinity;
  for (const candidate of candidates) {
    const width = Math.max(LEAST, wide(candidate) + AROUND) + GAP;
    if (used + width > room) {
      pages.push([]);
      used = 0;
    }
    pages.at(-1)?.push(candidate);
    used += width;
  }
  return pages;
}

function wide(text: string): number {
  return [...text].reduce((sum, sign) => sum + (sign < '\u2000' ? 0.6 : 1), 0);
}
