import { FluentParser, FluentSerializer, TextElement, Transformer } from '@fluent/syntax';

/** The tag of the pseudo-language. */
export const PSEUDO = 'qps-ploc';

/** What every text is longer by, at least. */
const STRETCH = 0.4;

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ACCENTED = 'áƀćđéƒğĥíĵķĺḿńóṕɋŕśţúṽŵẋýźÁƁĆĐÉƑĞĤÍĴĶĹḾŃÓṔɊŔŚŢÚṼŴẊÝŹ';
const accents = new Map([...LETTERS].map((letter, at) => [letter, [...ACCENTED][at]]));

/** Shape, not text: how the language is written. */
const KEPT = new Set(['direction', 'leading']);

/**
 * English messages as a language that nobody speaks: every text accented, in brackets and longer.
 * Arguments, selectors and keys stay.
 *
 * @param {string} ftl
 * @returns {string}
 */
export function pseudoMessages(ftl) {
  const resource = new FluentParser({ withSpans: false }).parse(ftl);
  resource.body = resource.body.filter(({ type }) => type === 'Message' || type === 'Term');
  new Stretcher().genericVisit(resource);
  for (const entry of resource.body) {
    if (entry.value) bracket(entry.value);
    for (const { id, value } of entry.attributes) if (!KEPT.has(id.name)) bracket(value);
  }
  return new FluentSerializer().serialize(resource);
}

/**
 * The same for the rules of amounts in words.
 *
 * @param {string} rules
 * @returns {string}
 */
export function pseudoRules(rules) {
  const lines = rules.split('\n').filter((line) => !line.startsWith('#'));
  return lines
    .map((line) => line.replace(/%+[\w-]+|[a-z]+/g, (part) => (part.startsWith('%') ? part : pseudoText(part))))
    .join('\n');
}

/**
 * Its letters accented, and vowels said again until it is long enough.
 *
 * @param {string} text
 * @returns {string}
 */
export function pseudoText(text) {
  const letters = [...text];
  const longer = Math.ceil(letters.length * STRETCH);
  const vowels = letters.flatMap((letter, at) => (/[aeiouy]/i.test(letter) ? [at] : []));
  const again = letters.map(() => 1);
  for (let at = 0; at < longer && vowels.length > 0; at += 1) again[vowels[at % vowels.length]] += 1;
  const pad = vowels.length > 0 || !/\S/.test(text) ? '' : '·'.repeat(longer);
  return letters.map((letter, at) => (accents.get(letter) ?? letter).repeat(again[at])).join('') + pad;
}

class Stretcher extends Transformer {
  visitAttribute(attribute) {
    return KEPT.has(attribute.id.name) ? attribute : this.genericVisit(attribute);
  }

  visitTextElement(element) {
    element.value = pseudoText(element.value);
    return element;
  }
}

/** Brackets around a whole text: where one is missing on the screen, the text was put together. */
function bracket(pattern) {
  pattern.elements.unshift(new TextElement('⟦'));
  pattern.elements.push(new TextElement('⟧'));
}
