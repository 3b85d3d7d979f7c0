// Days of the calendar as they are read. They come as `2026-11-26` and have no time zone.

/** `2026年11月26日星期四`. */
export function longDay(day: string, lang: string): string {
  return format(day, lang, { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' });
}

/** The month of `2026-11`: `2026年11月`. */
export function monthName(month: string, lang: string): string {
  return format(`${month}-01`, lang, { year: 'numeric', month: 'long' });
}

/** Monday to Sunday, short. */
export function weekdayNames(lang: string): string[] {
  // 2024 began on a Monday.
  return [1, 2, 3, 4, 5, 6, 7].map((day) => format(`2024-01-0${day}`, lang, { weekday: 'short' }));
}

function format(day: string, lang: string, how: Intl.DateTimeFormatOptions): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  return new Intl.DateTimeFormat(lang, { ...how, timeZone: 'UTC' }).format(date);
}
