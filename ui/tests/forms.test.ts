// Finding, answering and what is handed out: what is drawn, what is said of it, what a touch sends.
import { flushSync } from 'svelte';
import { afterEach, describe, expect, test } from 'vitest';
import type { Mistake } from '../src/bindings/Mistake';
import { samples } from '../src/gallery/samples';
import { clean, draw, press, sample } from './drawing';

afterEach(clean);

describe('every pad sends what its keys say', () => {
  test.each([
    ['digits', ['key:5', 'key:0', 'erase', 'clear']],
    ['amount', ['key:1', 'key:.', 'key:5', 'erase']],
    ['id-number', ['key:9', 'key:X']],
    ['phone', ['key:1']],
    ['birth', ['key:1', 'key:9']],
    ['plate-province', ['key:粤', 'key:新', 'erase']],
    ['plate-letter', ['key:B', 'clear']],
    ['plate', ['key:Z', 'key:7']],
    ['text', ['key:x', 'candidate:小明', 'erase', 'clear']],
    ['services-search-typed', ['key:q', 'candidate:缴费', 'erase', 'clear']],
    ['date', ['month:1', 'pick:2026-12-11']],
    ['yes-no', ['answer:yes', 'answer:no']],
    ['choice', ['chooseOption:dentistry']],
    ['several', ['tick:water', 'tick:gas']],
    ['services', ['find:lifeEvents', 'find:departments', 'find:search', 'find:mostUsed', 'chooseService:non-tax']],
    ['services-life-events', ['openGroup:car']],
    ['rate', ['rate:5', 'rate:1']],
    ['rate-bad', ['tick:unclear']],
  ])('%s', (name, touches) => {
    const { screen, sent } = draw(sample(name));
    for (const touch of touches) press(screen, touch);
    const hooks = sent.map((touch) => {
      const [, value] = Object.entries(touch).find(([key]) => key !== 'is') ?? [];
      if (value === undefined) return touch.is;
      return `${touch.is}:${typeof value === 'boolean' ? (value ? 'yes' : 'no') : value}`;
    });
    expect(hooks).toEqual(touches);
  });

  test('several say the state they want', () => {
    const { screen, sent } = draw(sample('several'));
    for (const touch of ['tick:water', 'tick:gas']) press(screen, touch);
    expect(sent).toEqual([
      { is: 'tick', id: 'water', on: false },
      { is: 'tick', id: 'gas', on: true },
    ]);
  });
});

describe('a mistake stands beside its field', () => {
  const mistaken = samples.filter(({ view }) => {
    const { screen } = view('zh-CN');
    return screen.is === 'question' && screen.mistake !== null;
  });

  test.each(mistaken.map(({ name }) => name))('%s', (name) => {
    for (const lang of ['zh-CN', 'en']) {
      const { screen } = draw(sample(name, lang));
      const alert = screen.querySelector<HTMLElement>('[role="alert"][data-mistake]');
      expect(alert?.querySelector('.icon')).not.toBeNull();
      expect(alert?.textContent?.trim()).toMatch(/.{8,}/);
      const described = [...screen.querySelectorAll('[aria-describedby]')];
      expect(described.map((field) => field.getAttribute('aria-describedby'))).toContain(alert?.id);
      clean();
    }
  });

  const all: Mistake[] = [
    { is: 'missing' },
    { is: 'tooShort', missing: 3 },
    { is: 'tooLong', over: 2 },
    { is: 'characterNotAllowed' },
    { is: 'idImpossible' },
    { is: 'idMistyped' },
    { is: 'phoneImpossible' },
    { is: 'plateImpossible' },
    { is: 'dayImpossible' },
    { is: 'tooEarly', first: '2026-12-01' },
    { is: 'tooLate', last: '2026-12-31' },
    { is: 'tooLittle', min: 100 },
    { is: 'tooMuch', max: 5_000_000 },
    { is: 'tooFew', min: 4 },
    { is: 'tooMany', max: 7 },
    { is: 'notOffered' },
  ];
  test.each(all)('$is says what is wrong with the values in it', (mistake) => {
    const said = ['zh-CN', 'en'].map((lang) => {
      const view = sample('phone', lang);
      if (view.screen.is !== 'question') throw new Error('no question');
      const { screen } = draw({ ...view, screen: { ...view.screen, mistake } });
      const text = screen.querySelector('[data-mistake]')?.textContent ?? '';
      clean();
      return text;
    });
    const value = Object.entries(mistake).find(([key]) => key !== 'is')?.[1];
    const figure = typeof value === 'number' ? (value > 50 ? (value / 100).toLocaleString('en') : `${value}`) : undefined;
    for (const text of said) {
      expect(text).not.toMatch(/mistake-|\{|undefined/);
      if (figure) expect(text).toContain(figure);
      if (typeof value === 'string') expect(text).toContain('2026');
    }
  });
});

describe('who does not see the screen hears the same', () => {
  test.each(['digits', 'amount', 'id-number', 'phone', 'plate', 'date', 'birth', 'text', 'services-search-typed'])(
    'the field of %s has a name, what is typed, and can be reached',
    (name) => {
      const { screen } = draw(sample(name));
      const field = screen.querySelector<HTMLElement>('[role="textbox"]');
      expect(field?.tabIndex).toBe(0);
      expect(field?.getAttribute('aria-label')).toBeTruthy();
      expect(field?.querySelector('.unseen')?.textContent).toBe(field?.dataset['typed'] || '还没有填');
    },
  );

  test('a number is heard place by place, with a pause between its groups', () => {
    const { screen } = draw(sample('id-number'));
    expect(screen.querySelector('.unseen')?.ownerDocument).toBe(document);
    expect(screen.querySelector('[role="textbox"] .unseen')?.textContent).toBe('3 3 0 1 0 6, 1 9 5 6');
  });

  test('what is chosen is a state, not a colour', () => {
    const states = (name: string, hook: string, attribute: string) => {
      const { screen } = draw(sample(name));
      const found = [...screen.querySelectorAll(`[data-touch^="${hook}"]`)].map((key) => key.getAttribute(attribute));
      clean();
      return found;
    };
    expect(states('several', 'tick:', 'aria-checked')).toEqual(['true', 'true', 'false', 'false']);
    expect(states('yes-no-chosen', 'answer:', 'aria-pressed')).toEqual(['true', 'false']);
    expect(states('rate-bad', 'rate:', 'aria-pressed')).toEqual(['false', 'false', 'false', 'false', 'true']);
    expect(states('date-chosen', 'pick:2026-12-11', 'aria-pressed')).toEqual(['true']);
    expect(states('services-search', 'find:', 'aria-current')).toEqual([null, null, null, 'true']);
    expect(states('choice-slots', 'chooseOption:slot-2', 'aria-current')).toEqual(['true']);
  });

  test('a day is heard with its weekday', () => {
    const { screen } = draw(sample('date', 'en'));
    expect(screen.querySelector('[data-touch="pick:2026-12-04"]')?.getAttribute('aria-label')).toBe('Friday, December 4, 2026');
  });

  test('the stages of an application say how far they are', () => {
    const { screen } = draw(sample('details', 'en'));
    const states = [...screen.querySelectorAll('ol li')].map((stage) => stage.querySelector('.state')?.textContent);
    expect(states).toEqual(['Done', 'Done', 'Under way', 'Not begun']);
    expect(screen.querySelectorAll('[aria-current="step"]')).toHaveLength(1);
  });
});

describe('nobody presses in vain without being told why', () => {
  const mine = samples.filter(({ view }) => {
    const { is } = view('zh-CN').screen;
    return ['services', 'intro', 'question', 'dues', 'review', 'handout', 'details', 'taken', 'rate'].includes(is);
  });

  test.each(mine.map(({ name }) => name))('%s has no dead key', (name) => {
    const { screen } = draw(sample(name));
    expect(screen.querySelectorAll('.content button:disabled')).toHaveLength(0);
  });

  test('a service that is closed says why, can be heard, and does nothing', () => {
    const { screen, sent } = draw(sample('services-offline', 'en'));
    const tile = screen.querySelector<HTMLButtonElement>('[data-touch="chooseService:traffic-fines"]');
    expect(tile?.textContent).toContain('Needs a connection');
    expect(tile?.getAttribute('aria-disabled')).toBe('true');
    tile?.click();
    expect(sent).toEqual([]);
  });

  test('outside its hours a service says when it is open', () => {
    const { screen } = draw(sample('services-closed', 'en'));
    expect(screen.querySelector('[data-closed="outsideHours"]')?.textContent).toContain('Open from 09:00 to 17:00');
  });

  test('what is full does nothing and says so', () => {
    const { screen, sent } = draw(sample('choice-slots', 'en'));
    press(screen, 'chooseOption:slot-1');
    expect(sent).toEqual([]);
    expect(screen.querySelector('[data-touch="chooseOption:slot-1"]')?.textContent).toContain('Full');
  });

  test('a day that cannot be chosen is no key', () => {
    const { screen } = draw(sample('date'));
    expect(screen.querySelector('[data-touch="pick:2026-12-03"]')).toBeNull();
    expect(screen.querySelector('[data-touch="month:-1"]')).toBeNull();
  });

  test('where a number plate wants a letter there are no digits, and never an I or an O', () => {
    const keys = (name: string) => {
      const { screen } = draw(sample(name));
      const found = [...screen.querySelectorAll<HTMLElement>('[data-touch^="key:"]')].map((key) => key.dataset['touch']?.slice(4));
      clean();
      return found;
    };
    expect(keys('plate-province')).toHaveLength(31);
    expect(keys('plate-letter')).toHaveLength(24);
    expect(keys('plate')).toHaveLength(34);
    for (const name of ['plate-letter', 'plate', 'plate-full']) expect(keys(name)).not.toEqual(expect.arrayContaining(['I']));
    expect(keys('plate')).not.toContain('O');
  });
});

describe('a wait says what is done and for how long at most', () => {
  test.each(['digits-checking', 'choice-loading', 'dues-checking', 'review-checking', 'details-checking'])('%s', (name) => {
    const { screen } = draw(sample(name, 'en'));
    expect(screen.querySelector('[role="timer"]')?.textContent).toBe('At most 8 seconds more');
    expect(screen.querySelectorAll('[data-touch^="key:"]')).toHaveLength(0);
  });

  test('what is held says until when', () => {
    const { screen } = draw(sample('review-held', 'en'));
    expect(screen.querySelector('[role="timer"]')?.textContent).toContain('6:52');
  });
});

describe('what is handed out', () => {
  test('the number of a ticket can be read from afar, and taken along by phone', () => {
    const { screen } = draw(sample('ticket'));
    expect(screen.querySelector('[data-prominent="A023"] b')?.textContent).toBe('A023');
    expect(screen.querySelector('.phone svg')).not.toBeNull();
  });

  test.each([
    ['ticket-printing', '最多还要 0:22'],
    ['ticket-waiting', '打印机缺纸'],
  ])('%s says how far the paper is', (name, words) => {
    expect(draw(sample(name)).screen.textContent).toContain(words);
  });

  test('the five levels are words, the best first', () => {
    const { screen } = draw(sample('rate'));
    const levels = [...screen.querySelectorAll('[data-touch^="rate:"] b')].map((level) => level.textContent);
    expect(levels).toEqual(['非常满意', '满意', '基本满意', '不满意', '非常不满意']);
    expect(screen.querySelector('[data-touch="next"]')?.textContent).toContain('跳过评价');
  });

  test('before it begins a service says what is needed, what it costs and how long it takes', () => {
    const { screen } = draw(sample('intro'));
    const facts = [...screen.querySelectorAll<HTMLElement>('[data-fact]')].map((fact) => fact.dataset['fact']);
    expect(facts).toEqual(['needs', 'cost', 'minutes', 'documents', 'department']);
    expect(screen.querySelector('[data-fact="cost"]')?.textContent).toContain('100.00 元');
    expect(screen.querySelector('[data-fact="needs"]')?.textContent).toContain('身份码');
  });
});

test('more candidates than a line holds come by turning, and none is lost', () => {
  const { screen } = draw(sample('text'));
  const shown = new Set<string>();
  for (let turn = 0; turn < 6; turn += 1) {
    for (const key of screen.querySelectorAll<HTMLElement>('[data-touch^="candidate:"]')) shown.add(key.innerText.trim());
    screen.querySelector<HTMLButtonElement>('[data-turn="candidates"]')?.click();
    flushSync();
  }
  expect(shown.size).toBe(12);
});

test.each([
  ['digits-empty', '还没有填'],
  ['date', '还没有选日子'],
  ['several-too-few', '还没有选'],
  ['dues-none-ticked', '还没有选'],
])('the step on of %s cannot be made yet, and says why', (name, why) => {
  const { screen, sent } = draw(sample(name));
  const next = screen.querySelector<HTMLButtonElement>('[data-touch="next"]');
  expect(next?.getAttribute('aria-disabled')).toBe('true');
  expect(next?.textContent).toContain(why);
  next?.click();
  expect(sent).toEqual([]);
});

test('which question of how many is said where the progress is', () => {
  const { screen } = draw(sample('phone'));
  expect(screen.querySelector('.progress')?.textContent).toContain('2/4');
  expect(screen.querySelector('.progress')?.getAttribute('aria-label')).toContain('2/4');
});
