// What is wrong with an answer, and what to look at; a missing mistake does not compile.
import type { Input } from '../bindings/Input';
import type { Mistake } from '../bindings/Mistake';
import { longDay } from './days';
import type { MessageId } from './ids';
import { figures } from './money';
import type { Arguments, Words } from './words';

/** A message that says what is wrong and, as `.do`, what helps. */
type MistakeId = {
  [Id in MessageId]: Id extends `mistake-${string}` ? (`${Id}.do` extends MessageId ? Id : never) : never;
}[MessageId];

const mistakes = {
  missing: 'mistake-missing',
  tooShort: 'mistake-too-short',
  tooLong: 'mistake-too-long',
  characterNotAllowed: 'mistake-character-not-allowed',
  idImpossible: 'mistake-id-impossible',
  idMistyped: 'mistake-id-mistyped',
  phoneImpossible: 'mistake-phone-impossible',
  plateImpossible: 'mistake-plate-impossible',
  dayImpossible: 'mistake-day-impossible',
  tooEarly: 'mistake-too-early',
  tooLate: 'mistake-too-late',
  tooLittle: 'mistake-too-little',
  tooMuch: 'mistake-too-much',
  tooFew: 'mistake-too-few',
  tooMany: 'mistake-too-many',
  notOffered: 'mistake-not-offered',
} as const satisfies Record<Mistake['is'], MistakeId>;

export function mistakeWords(words: Words, mistake: Mistake, kind: Input['is']): { what: string; todo: string } {
  const id = mistakes[mistake.is];
  const args = { kind, ...values(words, mistake) };
  return { what: words.text(id, args), todo: words.text(`${id}.do`, args) };
}

function values({ lang }: Words, mistake: Mistake): Arguments {
  switch (mistake.is) {
    case 'tooShort':
      return { missing: mistake.missing };
    case 'tooLong':
      return { over: mistake.over };
    case 'tooEarly':
      return { first: longDay(mistake.first, lang) };
    case 'tooLate':
      return { last: longDay(mistake.last, lang) };
    case 'tooLittle':
      return { min: figures(mistake.min, lang) };
    case 'tooMuch':
      return { max: figures(mistake.max, lang) };
    case 'tooFew':
      return { min: mistake.min };
    case 'tooMany':
      return { max: mistake.max };
    case 'missing':
    case 'characterNotAllowed':
    case 'idImpossible':
    case 'idMistyped':
    case 'phoneImpossible':
    case 'plateImpossible':
    case 'dayImpossible':
    case 'notOffered':
      return {};
  }
}
