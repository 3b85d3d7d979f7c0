import { figuresOf } from './numbers';

/** An amount in fen as it is read, without the sign: `1,350.00`. */
export function figures(fen: number, lang: string): string {
  const format = new Intl.NumberFormat(figuresOf(lang), {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  return format.format(fen / 100);
}
