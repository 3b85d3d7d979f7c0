// What is to be paid, or was: said at the same place on every screen that has an amount.
import type { Screen } from '../bindings/Screen';
import { channelWords } from './notices';
import type { Words } from './words';

export interface Total {
  /** What it is for; empty where the screen says it already. */
  title: string;
  label: string;
  fen: number;
}

export function totalWords(words: Words, screen: Screen): Total | undefined {
  const { text } = words;
  switch (screen.is) {
    case 'dues': {
      if (screen.waiting || screen.dues.length === 0) return undefined;
      return { title: '', label: text('dues-total', { count: screen.count }), fen: screen.total };
    }
    case 'review':
      return { title: '', label: text('review-total'), fen: screen.total };
    case 'pay':
      return { title: screen.service.name, label: screen.payee, fen: screen.total };
    case 'receipt': {
      const channel = channelWords(words, screen.slip.channel);
      return { title: screen.service.name, label: text('receipt-paid-by', { channel }), fen: screen.slip.total };
    }
    case 'unresolved':
      return { title: '', label: screen.service.name, fen: screen.total };
    case 'starting':
    case 'outOfService':
    case 'attract':
    case 'services':
    case 'identify':
    case 'intro':
    case 'question':
    case 'handout':
    case 'details':
    case 'taken':
    case 'rate':
    case 'thanks':
      return undefined;
  }
}
