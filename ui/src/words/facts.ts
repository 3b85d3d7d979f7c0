// What a service needs, costs and takes, said before anybody begins.
import type { Cost } from '../bindings/Cost';
import type { DocumentKind } from '../bindings/DocumentKind';
import type { Facts } from '../bindings/Facts';
import type { IconName } from '../parts/icons';
import type { MessageId } from './ids';
import { figures } from './money';
import type { Words } from './words';

export interface Fact {
  is: 'needs' | 'cost' | 'minutes' | 'documents' | 'department';
  icon: IconName;
  label: string;
  values: string[];
}

const documents = {
  receipt: 'document-receipt',
  slip: 'document-slip',
  statement: 'document-statement',
  ticket: 'document-ticket',
  acknowledgement: 'document-acknowledgement',
} as const satisfies Record<DocumentKind, MessageId>;

/** In the order in which people ask; what there is nothing to say about is left out. */
export function factLines(words: Words, facts: Facts): Fact[] {
  const { text } = words;
  const lines: Fact[] = [
    {
      is: 'needs',
      icon: 'wallet',
      label: text('facts-needs'),
      values: [...(facts.identity ? [text('facts-code')] : []), ...facts.needs],
    },
    { is: 'cost', icon: 'coins', label: text('facts-cost'), values: [costWords(words, facts.cost)] },
    {
      is: 'minutes',
      icon: 'clock',
      label: text('facts-minutes'),
      values: [text('service-minutes', { minutes: facts.minutes })],
    },
    {
      is: 'documents',
      icon: 'statement',
      label: text('facts-documents'),
      values: facts.documents.map((kind) => text(documents[kind])),
    },
    {
      is: 'department',
      icon: 'landmark',
      label: text('facts-department'),
      values: facts.department === '' ? [] : [facts.department],
    },
  ];
  return lines.filter(({ values }) => values.length > 0);
}

function costWords({ text, lang }: Words, cost: Cost): string {
  switch (cost.is) {
    case 'free':
      return text('cost-free');
    case 'asOwed':
      return text('cost-as-owed');
    case 'amount':
      return text('yuan', { amount: figures(cost.fen, lang) });
    case 'words':
      return cost.text;
  }
}
