import { figuresOf } from './numbers';

/** An amount in fen as it is read, without the sign: `1,350.00`. */
export function figures(fen: number, lang: string): string {
  const format = new Intl.NumberFormat(figuresOf(lang), {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  return format.format(fen / 100);
}

/** An amount as it is typed, with its thousands apart: `1250.` is `1,250.`. */
export function groupedFigures(typed: string, lang: string): string {
  const [yuan = '', ...rest] = typed.split('.');
  if (!/^\d+$/.test(yuan)) return typed;
  const format = new Intl.NumberFormat(figuresOf(lang), { maximumFractionDigits: 0 });
  return [format.format(BigInt(yuan)), ...rest].join('.');
}
