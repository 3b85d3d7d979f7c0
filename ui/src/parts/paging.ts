/**
 * How far to move a list, in px, by a page down (`1`) or up (`-1`): to a whole line, so that none is
 * cut where one begins to read. Without lines, or with one that is higher than the page: most of it.
 */
export function pageStep(list: HTMLElement, pages: number): number {
  const most = list.clientHeight * 0.85;
  const { top } = list.getBoundingClientRect();
  const lines = [...list.querySelectorAll('li')].map((line) => line.getBoundingClientRect());
  return lineStep(
    lines.map((line) => ({ from: line.top - top, to: line.bottom - top })),
    list.clientHeight,
    pages,
  ) ?? pages * most;
}

interface Span {
  from: number;
  to: number;
}

/** Room for the shadow and the focus ring above the first line of a page. */
const ABOVE_PX = 24;

/** The same with the lines' places within the page. */
export function lineStep(lines: readonly Span[], height: number, pages: number): number | undefined {
  const fits = lines.every(({ from, to }) => to - from < height * 0.8);
  if (!fits) return undefined;
  if (pages > 0) {
    const cut = lines.find(({ to }) => to > height - ABOVE_PX);
    return cut && cut.from > ABOVE_PX ? cut.from - ABOVE_PX : undefined;
  }
  const first = lines.find(({ from }) => from >= ABOVE_PX - height + ABOVE_PX);
  return first && first.from < 0 ? first.from - ABOVE_PX : undefined;
}
