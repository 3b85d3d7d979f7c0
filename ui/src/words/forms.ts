// What the frame says on the screens on which something is found, answered, shown or rated.
import type { Input } from '../bindings/Input';
import type { Screen } from '../bindings/Screen';
import type { MessageId } from './ids';
import { said, type Framed } from './said';
import type { Words } from './words';

type Of<Is extends Screen['is']> = Extract<Screen, { is: Is }>;

export function servicesFrame(words: Words, screen: Of<'services'>): Framed {
  const { text } = words;
  const { finding } = screen;
  switch (finding.is) {
    case 'mostUsed':
      return { ...said(words, 'screen-services'), hint: text('screen-services.hint') };
    case 'lifeEvents':
    case 'departments': {
      if (finding.open !== null) {
        return { ...said(words, 'screen-services-group'), hint: text('screen-services.hint') };
      }
      const id = finding.is === 'lifeEvents' ? 'screen-services-life-events' : 'screen-services-departments';
      return { ...said(words, id), hint: text('screen-services.hint') };
    }
    case 'search':
      return { ...said(words, 'screen-services-search'), hint: text('screen-services.hint') };
  }
}

export function introFrame(words: Words, { service, facts }: Of<'intro'>): Framed {
  const { text } = words;
  return {
    head: service.name,
    line: facts.summary,
    help: text('screen-intro.help'),
    next: text('screen-intro.next'),
  };
}

/** What helps with each pad, and the name of the step after it. */
const kinds = {
  choice: ['screen-question-choice.help', 'screen-question.next'],
  several: ['help-several', 'screen-question.next'],
  yesNo: ['help-yes-no', 'screen-question.next'],
  digits: ['screen-question-digits.help', 'screen-question-digits.next'],
  amount: ['help-amount', 'screen-question.next'],
  idNumber: ['help-id-number', 'screen-question.next'],
  phone: ['help-phone', 'screen-question.next'],
  plate: ['help-plate', 'screen-question.next'],
  date: ['help-date', 'screen-question.next'],
  birth: ['help-birth', 'screen-question.next'],
  text: ['help-text', 'screen-question.next'],
} as const satisfies Record<Input['is'], readonly [MessageId, MessageId]>;

export function questionFrame({ text }: Words, screen: Of<'question'>): Framed {
  const { input, waiting } = screen;
  const [help, next] = kinds[input.is];
  const why = waiting ? '' : text('mistake-missing', { kind: input.is });
  const asked = { head: screen.title, line: screen.help, help: text(help), next: text(next), why };
  const listed = input.is === 'choice' && !input.loading && !waiting && input.options.length > 0;
  return listed || (input.is === 'yesNo' && !waiting) ? { ...asked, hint: text('screen-question-choice.hint') } : asked;
}

export function duesFrame({ text }: Words, screen: Of<'dues'>): Framed {
  const help = text('screen-dues.help');
  const next = text('screen-dues.next');
  if (screen.waiting) {
    return { head: text('dues-checking'), line: text('dues-checking-line'), help, next };
  }
  if (screen.dues.length === 0) {
    return { head: text('dues-none'), line: text('dues-none-line'), help, next };
  }
  const args = { citizen: screen.citizen ?? 'none', count: screen.dues.length };
  const line = text(screen.mayChoose ? 'screen-dues.line' : 'dues-all-line');
  return { head: text('screen-dues', args), line, help, next, why: text('dues-total', { count: 0 }) };
}

export function reviewFrame({ text }: Words, screen: Of<'review'>): Framed {
  const help = text('screen-review.help');
  const free = screen.total === 0;
  const next = text(free ? 'review-submit' : 'screen-review.next');
  if (screen.waiting) {
    return { head: text('review-checking'), line: text('review-checking-line'), help, next };
  }
  return { head: text('screen-review'), line: text(free ? 'review-free' : 'screen-review.line'), help, next };
}

export function handoutFrame(words: Words, { phase, title }: Of<'handout'>): Framed {
  const id = {
    printing: 'screen-handout-printing',
    waiting: 'screen-handout-waiting',
    printed: 'screen-handout-printed',
    notPrinted: 'screen-handout-not-printed',
  } as const;
  const name = id[phase.is];
  return { ...said(words, name, { title }), next: words.text(`${name}.next`) };
}

export function detailsFrame(words: Words, screen: Of<'details'>): Framed {
  const next = words.text('screen-details.next');
  const frame = { ...said(words, 'screen-details'), next };
  if (screen.waiting) {
    return { ...frame, head: words.text('details-checking'), line: words.text('details-checking-line') };
  }
  return screen.title === '' ? frame : { ...frame, head: screen.title };
}

export function rateFrame(words: Words, screen: Of<'rate'>): Framed {
  const next = words.text(screen.level === null ? 'rate-skip' : 'rate-send');
  return { ...said(words, 'screen-rate', { service: screen.service.name }), next };
}

export function takenFrame(words: Words, screen: Of<'taken'>): Framed {
  const id = screen.kept ? 'screen-kept' : 'screen-taken';
  return { ...said(words, id), next: words.text(`${id}.next`) };
}
