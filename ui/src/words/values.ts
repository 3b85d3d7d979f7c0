import type { Value } from '../bindings/Value';
import { longDay } from './days';
import { figures } from './money';
import type { Words } from './words';

/** A value as it is read in the visit's language. */
export function valueWords({ text, lang }: Words, value: Value): string {
  switch (value.is) {
    case 'text':
      return value.text;
    case 'yesNo':
      return text(value.yes ? 'answer-yes' : 'answer-no');
    case 'amount':
      return text('yuan', { amount: figures(value.fen, lang) });
    case 'day':
      return longDay(value.day, lang);
  }
}
