// Days of the calendar as they are read. They come as `2026-11-26` and have no time zone.
import { figuresOf, known } from './numbers';

/** `2026年11月26日星期四`. */
export function longDay(day: string, lang: string): string {
  return format(day, lang, { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' }, day);
}

/** The month of `2026-11`: `2026年11月`. */
export function monthName(month: string, lang: string): string {
  return format(`${month}-01`, lang, { year: 'numeric', month: 'long' }, month);
}

/** Monday to Sunday, short. */
export function weekdayNames(lang: string): string[] {
  // 2024 began on a Monday.
  return [1, 2, 3, 4, 5, 6, 7].map((day) => format(`2024-01-0${day}`, lang, { weekday: 'short' }, `${day}`));
}

/**
 * A browser without the rules of the language would write the day in one of its own (Chromium has
 * none for Uyghur and Tibetan, WebKitGTK has both): then it stays in figures, which everybody reads.
 */
function format(day: string, lang: string, how: Intl.DateTimeFormatOptions, plain: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || !known(lang)) return plain;
  return new Intl.DateTimeFormat(figuresOf(lang), { ...how, calendar: 'gregory', timeZone: 'UTC' }).format(date);
}
