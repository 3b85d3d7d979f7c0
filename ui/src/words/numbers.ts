// Numbers as a language writes them, always in the figures that stand on keys and on money.

/** The locale with the figures 0 to 9: some languages would write others by default. */
export function figuresOf(lang: string): string {
  return new Intl.Locale(known(lang) ? lang : PLAIN, { numberingSystem: 'latn' }).toString();
}

/** Whether the browser has the rules of this language; one that has not would use its own. */
export function known(lang: string): boolean {
  return Intl.NumberFormat.supportedLocalesOf(lang).length > 0;
}

/** For a language without rules: grouped by commas, with a point. */
const PLAIN = 'en';
