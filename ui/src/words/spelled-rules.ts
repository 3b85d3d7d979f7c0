// Rule-based number formatting (RBNF of UTS #35, part 3), as much of it as amounts need: whole
// numbers, rule sets, `<<` what is above, `>>` what is below, `=%set=`, and `[…]` left out where
// nothing is below. Browsers have the rules of ICU, but no way to ask for them.

/** The rules of one file by the name of their set, each with the largest number first. */
export type Rules = ReadonlyMap<string, readonly Rule[]>;

interface Rule {
  /** The smallest number that the rule is for. */
  base: number;
  /** Cuts a number into what is above and what is below: the largest power of ten in the base. */
  divisor: number;
  parts: Part[];
}

type Part =
  | { is: 'text'; text: string }
  | { is: 'above' | 'below' | 'same'; set: string }
  | { is: 'unlessEven'; parts: Part[] };

const SET = /^(%%?[\w-]+):$/;
const RULE = /^(\d+): *'?(.*);$/;
const TOKEN = /\[|\]|<(%%?[\w-]+)?<|>(%%?[\w-]+)?>|=(%%?[\w-]+)=|[^[\]<>=]+|./g;

/** Reads a file of rules: a set's name or a rule in each line, and lines of comment with `#`. */
export function readRules(source: string): Rules {
  const sets = new Map<string, Rule[]>();
  let set = '';
  for (const line of source.split('\n').map((text) => text.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    const name = SET.exec(line)?.[1];
    if (name) {
      set = name;
      sets.set(set, []);
      continue;
    }
    const [, base, body] = RULE.exec(line) ?? [];
    const rules = sets.get(set);
    if (base === undefined || body === undefined || !rules) throw new Error(`no rule: ${line}`);
    rules.push({ base: Number(base), divisor: 10 ** (base.length - 1), parts: readParts(body, set) });
  }
  for (const rules of sets.values()) rules.sort((one, other) => other.base - one.base);
  return sets;
}

function readParts(body: string, set: string): Part[] {
  const parts: Part[] = [];
  let into = parts;
  for (const [token, above, below, same] of body.matchAll(TOKEN)) {
    if (token === '[') {
      into = [];
      parts.push({ is: 'unlessEven', parts: into });
    } else if (token === ']') {
      into = parts;
    } else if (token.startsWith('<')) {
      into.push({ is: 'above', set: above ?? set });
    } else if (token.startsWith('>')) {
      into.push({ is: 'below', set: below ?? set });
    } else if (token.startsWith('=')) {
      into.push({ is: 'same', set: same ?? set });
    } else {
      into.push({ is: 'text', text: token });
    }
  }
  return parts;
}

/** A whole number, not below nought, by the rules of this set. */
export function spell(rules: Rules, set: string, number: number): string {
  const rule = rules.get(set)?.find(({ base }) => base <= number);
  if (!rule) throw new Error(`no rule of ${set} for ${number}`);
  return said(rules, rule, rule.parts, number);
}

function said(rules: Rules, rule: Rule, parts: readonly Part[], number: number): string {
  const below = number % rule.divisor;
  const texts = parts.map((part) => {
    switch (part.is) {
      case 'text':
        return part.text;
      case 'above':
        return spell(rules, part.set, Math.floor(number / rule.divisor));
      case 'below':
        return spell(rules, part.set, below);
      case 'same':
        return spell(rules, part.set, number);
      case 'unlessEven':
        return below === 0 ? '' : said(rules, rule, part.parts, number);
    }
  });
  return texts.join('');
}
