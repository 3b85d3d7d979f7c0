// Days and times as a language writes them. A day comes as `2026-12-01`.
import { figuresOf, known } from './numbers';

/** `Tuesday, 1 December` in the words of the language. */
export function longDay(day: string, lang: string): string {
  return formatted(day, lang, { month: 'long', day: 'numeric', weekday: 'long' });
}

/** `1 December 2026`. */
export function fullDay(day: string, lang: string): string {
  return formatted(day, lang, { year: 'numeric', month: 'long', day: 'numeric' });
}

/** `December 2026`, of a month as `2026-12`. */
export function monthName(month: string, lang: string): string {
  if (!known(lang)) return month;
  return formatted(`${month}-01`, lang, { year: 'numeric', month: 'long' });
}

/** The short names of the days of the week, Monday first. */
export function weekdayNames(lang: string): string[] {
  // The first day of 2024 was a Monday.
  return [1, 2, 3, 4, 5, 6, 7].map((day) => formatted(`2024-01-0${day}`, lang, { weekday: 'short' }, `${day}`));
}

/** A language without rules in the browser gets the day in figures, which everybody can read. */
function formatted(day: string, lang: string, parts: Intl.DateTimeFormatOptions, plain = day): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || !known(lang)) return plain;
  return new Intl.DateTimeFormat(figuresOf(lang), { ...parts, calendar: 'gregory', timeZone: 'UTC' }).format(date);
}
