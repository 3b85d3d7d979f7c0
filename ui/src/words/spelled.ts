// Amounts in words, by the rules in assets/messages/<lang>/amount.rbnf.
import { readRules, spell, type Rules } from './spelled-rules';
import { langOf, type Words } from './words';

const sources = import.meta.glob<string>('../../../assets/messages/*/amount.rbnf', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const tables = new Map<string, Rules>();
for (const [path, source] of Object.entries(sources)) tables.set(langOf(path), readRules(source));

/** The amount in words, as on receipts: 叁佰伍拾元整; undefined in a language without rules. */
export function spelled(words: Words, fen: number): string | undefined {
  const rules = tables.get(words.lang);
  return rules && spell(rules, '%amount', fen);
}
