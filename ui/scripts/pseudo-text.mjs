import { FluentParser, FluentSerializer, Message, StringLiteral, TextElement, Transformer } from '@fluent/syntax';

/** The tag of the pseudo-language. */
export const PSEUDO = 'qps-ploc';

/** What every text is longer by, at least. */
const STRETCH = 0.4;

/** Letters with accents that fonts for Chinese have, too. */
const accents = new Map([...'aceinouyACEINOUY'].map((letter, at) => [letter, [...'áçéíñóúýÁÇÉÍÑÓÚÝ'][at]]));

/** Shape, not text: how the language is written. */
const KEPT = new Set(['direction', 'leading']);

const VOWEL = /[aeiouy]/i;

/**
 * English messages as a language that nobody speaks: every text accented, in brackets and longer.
 * Arguments, selectors and keys stay.
 *
 * @param {string} ftl
 * @returns {string}
 */
export function pseudoMessages(ftl) {
  const resource = new FluentParser({ withSpans: false }).parse(ftl);
  const stretcher = new Stretcher();
  resource.body = resource.body.filter((entry) => entry instanceof Message);
  for (const message of resource.body) {
    if (!(message instanceof Message)) continue;
    const attributes = message.attributes.filter(({ id }) => !KEPT.has(id.name));
    for (const { value } of [message, ...attributes]) {
      if (!value) continue;
      stretcher.genericVisit(value);
      // Where one is missing on the screen, the text was put together.
      value.elements.unshift(new TextElement('⟦'));
      value.elements.push(new TextElement('⟧'));
    }
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
  const vowels = letters.filter((letter) => VOWEL.test(letter)).length;
  const written = letters.map((letter) => accents.get(letter) ?? letter);
  if (vowels === 0) return written.join('') + (/\S/.test(text) ? '·'.repeat(longer) : '');
  let at = 0;
  const again = () => Math.ceil((longer - at++) / vowels);
  return written.map((letter, place) => letter.repeat(VOWEL.test(letters[place] ?? '') ? 1 + again() : 1)).join('');
}

class Stretcher extends Transformer {
  /**
   * @override
   * @param {TextElement} element
   */
  visitTextElement(element) {
    element.value = pseudoText(element.value);
    return element;
  }

  /**
   * @override
   * @param {StringLiteral} literal
   */
  visitStringLiteral(literal) {
    literal.value = pseudoText(literal.value);
    return literal;
  }
}
