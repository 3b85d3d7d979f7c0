import { flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, test } from 'vitest';
import type { Touch } from '../src/bindings/Touch';
import type { View } from '../src/bindings/View';
import { samples } from '../src/gallery/samples';
import Kiosk from '../src/Kiosk.svelte';

let drawn: Record<string, unknown> | undefined;

afterEach(() => {
  if (drawn) void unmount(drawn);
  drawn = undefined;
});

function draw(view: View) {
  const sent: [number, Touch][] = [];
  drawn = mount(Kiosk, { target: document.body, props: { view, send: (...touch) => sent.push(touch) } });
  flushSync();
  const screen = document.querySelector('main');
  if (!screen) throw new Error('nothing was drawn');
  return { screen, sent };
}

function sample(name: string, lang = 'zh-CN'): View {
  const found = samples.find((sample) => sample.name === name);
  if (!found) throw new Error(`no sample ${name}`);
  return found.view(lang);
}

function press(screen: Element, touch: string) {
  const button = screen.querySelector<HTMLButtonElement>(`[data-touch="${touch}"]`);
  if (!button) throw new Error(`no ${touch}`);
  button.click();
}

describe.each(['zh-CN', 'en'])('every screen in %s', (lang) => {
  test.each(samples.map(({ name }) => name))('%s is drawn, hooked, labelled and translated', (name) => {
    const view = sample(name, lang);
    const { screen } = draw(view);

    expect(screen.dataset.screen).toBe(view.screen.is);
    expect(screen.dataset.revision).toBe(String(view.revision));
    expect(screen.dataset.phase).toBe('phase' in view.screen ? view.screen.phase.is : undefined);
    expect(screen.lang).toBe(lang);
    expect(screen.querySelector<HTMLElement>('[data-notice]')?.dataset.notice).toBe(view.notice?.is);
    expect(screen.querySelector<HTMLElement>('[data-sheet]')?.dataset.sheet).toBe(view.sheet?.is);
    for (const button of screen.querySelectorAll('button')) {
      expect(button.getAttribute('aria-label') ?? button.textContent?.trim()).not.toBe('');
    }
    // A message that is missing shows its own name.
    expect(screen.textContent).not.toMatch(/\b[a-z]+(-[a-z]+)+\b\.?[a-z]*(?=\s|$)(?<!non-tax)/);
  });
});

describe('the hooks', () => {
  test('a touch carries the revision of the view it was made on', () => {
    const { screen, sent } = draw({ ...sample('dues'), revision: 41 });
    press(screen, 'next');
    expect(sent).toEqual([[41, { is: 'next' }]]);
  });

  test('a tick says the state it wants', () => {
    const { screen, sent } = draw(sample('dues'));
    press(screen, 'tick:due-0');
    press(screen, 'tick:due-2');
    expect(sent.map(([, touch]) => touch)).toEqual([
      { is: 'tick', id: 'due-0', on: false },
      { is: 'tick', id: 'due-2', on: true },
    ]);
  });

  test('every place of the frame sends its own touch', () => {
    const { screen, sent } = draw(sample('dues'));
    const places = ['back', 'cancel', 'help', 'textSize:1', 'theme:contrast', 'speech', 'reach', 'showAccess'];
    for (const touch of places) press(screen, touch);
    expect(sent.map(([, touch]) => touch)).toEqual([
      { is: 'back' },
      { is: 'cancel' },
      { is: 'help' },
      { is: 'textSize', size: 1 },
      { is: 'theme', theme: 'contrast' },
      { is: 'speech', on: true },
      { is: 'reach', on: true },
      { is: 'showAccess' },
    ]);
  });

  test('the amount, the receipt and the reclaim code can be read', () => {
    const { screen } = draw(sample('receipt-waiting'));
    expect(screen.querySelector('[data-total="35000"]')?.textContent).toContain('350.00');
    expect(screen.querySelector('[data-receipt="0026421031"]')).not.toBeNull();
    expect(screen.querySelector('[data-reclaim="K7 42 P9"]')?.textContent).toContain('K7 42 P9');
  });

  test('while a channel is asked the step back is to cancel the payment', () => {
    const { screen, sent } = draw(sample('pay-confirm'));
    press(screen, 'cancel');
    expect(sent).toEqual([[7, { is: 'cancel' }]]);
    expect(screen.querySelector('[data-touch="back"], [data-touch="next"]')).toBeNull();
  });

  test('under a sheet nothing of the screen below can be touched', () => {
    const { screen, sent } = draw(sample('still-there'));
    const below = screen.querySelector('[data-touch="back"]');
    expect(below).not.toBeNull();
    expect(below?.closest('[inert]')).not.toBeNull();
    expect(screen.querySelector('[data-touch="cancel"]')).toBeNull();
    press(screen, 'stay');
    expect(sent).toEqual([[7, { is: 'stay' }]]);
  });

  test.each(['attract-offline', 'services-offline'])('in %s what is not available cannot be pressed', (name) => {
    const { screen, sent } = draw(sample(name));
    const tiles = [...screen.querySelectorAll<HTMLButtonElement>('[data-touch^="chooseService:"]')];
    for (const tile of tiles) tile.click();
    const open = tiles.filter((tile) => tile.getAttribute('aria-disabled') === 'false');
    expect(open.length).toBeGreaterThan(0);
    expect(tiles.length).toBeGreaterThan(open.length);
    expect(sent.map(([, touch]) => touch.is)).toEqual(open.map(() => 'chooseService'));
  });

  test.each([
    ['attract-offline', 'Needs a connection'],
  ])('%s says in words what needs a connection', (name, words) => {
    const { screen } = draw(sample(name, 'en'));
    const shut = [...screen.querySelectorAll('[data-touch^="chooseService:"][aria-disabled="true"]')];
    expect(shut.length).toBeGreaterThan(0);
    for (const tile of shut) expect(tile.querySelector('[data-closed]')?.textContent?.trim()).toBe(words);
    expect(screen.querySelector('[data-notice="offline"]')).not.toBeNull();
  });

  test.each([
    ['taken', '20261125000042', 'false'],
    ['kept', 'F3A9-07C2', 'true'],
  ])('the number of a request that was %s can be read, and another one begun', (name, number, kept) => {
    const { screen, sent } = draw(sample(name));
    const card = screen.querySelector<HTMLElement>(`[data-number="${number}"]`);
    expect(card?.textContent).toContain(number);
    expect(card?.dataset.kept).toBe(kept);
    press(screen, 'another');
    press(screen, 'next');
    expect(sent.map(([, touch]) => touch)).toEqual([{ is: 'another' }, { is: 'next' }]);
  });

  test.each(['taken', 'kept'])('after a request that was %s nobody is told to take a receipt', (name) => {
    expect(draw(sample(`thanks-${name}`)).screen.textContent).not.toContain('回执');
  });

  test('out of service has a code for the technician', () => {
    const { screen } = draw(sample('out-of-service'));
    expect(screen.querySelector('[data-code="JOURNAL DAMAGED"]')?.textContent).toContain('JOURNAL DAMAGED');
  });
});
