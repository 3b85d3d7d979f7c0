import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Speech } from '../src/bindings/Speech';
import type { Touch } from '../src/bindings/Touch';
import type { View } from '../src/bindings/View';
import { samples } from '../src/gallery/samples';
import Kiosk from '../src/Kiosk.svelte';
import type { Action } from '../src/keypad/keys';
import { Reader } from '../src/speech/reader';

const ON: Speech = { rate: 0, volume: 2, paused: false, blank: false };

let drawn: Record<string, unknown> | undefined;
let sent: Touch[];
let said: string[];
let hushed: number;
let reader: Reader;

beforeEach(() => {
  [sent, said, hushed] = [[], [], 0];
  reader = new Reader({
    touch: (_, touch) => sent.push(touch),
    say: (text) => said.push(text),
    hush: () => (hushed += 1),
  });
  document.addEventListener('click', clicked, true);
});

afterEach(() => {
  document.removeEventListener('click', clicked, true);
  if (drawn) void unmount(drawn);
  drawn = undefined;
});

function clicked({ target }: Event) {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-touch]') : null;
  if (element) reader.touched(element);
}

function sample(name: string): View {
  const found = samples.find((one) => one.name === name);
  if (!found) throw new Error(`no sample ${name}`);
  return found.view('en');
}

function show(view: View, speech: Speech | null = ON): View {
  const shown = { ...view, access: { ...view.access, speech } };
  if (drawn) void unmount(drawn);
  document.body.replaceChildren();
  drawn = mount(Kiosk, { target: document.body, props: { view: shown, send: (_, touch) => sent.push(touch) } });
  flushSync();
  reader.show(shown);
  return shown;
}

function press(action: Action) {
  reader.press({ is: 'action', action });
}

function ring(): string {
  const rings = document.querySelectorAll<HTMLElement>('[data-ring]');
  expect(rings.length).toBeLessThanOrEqual(1);
  return rings[0]?.dataset.touch ?? '';
}

const touches = () => sent.filter(({ is }) => is !== 'stay');

describe('the keypad', () => {
  test('makes a machine speak at which nobody is, with whichever key', () => {
    show(sample('attract'), null);
    press('down');
    expect(sent).toEqual([{ is: 'speech', on: true }]);
    expect(said).toEqual([]);
  });

  test('says who speaks, where one is, the screen and its first thing', () => {
    show(sample('dues'));
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^Hello, this kiosk is speaking\./);
    expect(said[0]).toMatch(/tick box\. ticked\. 1 of \d+\.$/);
    expect(ring()).toMatch(/^tick:/);
  });

  test('moves the ring through everything and round, and touches what is in it', () => {
    show(sample('dues'));
    const first = ring();
    press('down');
    expect(ring()).not.toBe(first);
    expect(said.at(-1)).toMatch(/2 of \d+\.$/);
    press('up');
    press('up');
    const last = said.at(-1) ?? '';
    expect(last).toMatch(/(\d+) of \1\.$/);
    press('down');
    expect(ring()).toBe(first);
    press('select');
    expect(touches()).toEqual([{ is: 'tick', id: first.slice('tick:'.length), on: false }]);
  });

  test('goes back and on at the fixed places, wherever the ring is', () => {
    show(sample('dues'));
    press('next');
    press('back');
    press('help');
    expect(touches().map(({ is }) => is)).toEqual(['next', 'back', 'help']);
  });

  test('says why the next step cannot be taken, and takes none', () => {
    show(sample('dues-none-ticked'));
    press('next');
    expect(touches()).toEqual([]);
    expect(said.at(-1)).toContain('cannot be pressed yet');
  });

  test('says so where there is no such step', () => {
    show(sample('services'));
    press('next');
    expect(said.at(-1)).toBe('This page has no such step.');
  });

  test('answers a sheet, and stays at the machine by moving', () => {
    show(sample('still-there'));
    press('down');
    expect(sent).toContainEqual({ is: 'stay' });
  });

  test('types on the pads of the screen', () => {
    show(sample('digits'));
    expect(reader.press({ is: 'typed', touches: ['key:7'] })).toBe(true);
    expect(reader.press({ is: 'typed', touches: ['key:x', 'key:X'] })).toBe(false);
    expect(touches()).toEqual([{ is: 'key', key: '7' }]);
  });

  test('has a ring without speech, too, from the first move on', () => {
    show(sample('dues'), null);
    expect(ring()).toBe('');
    press('down');
    expect(ring()).not.toBe('');
    expect(said).toEqual([]);
  });
});

describe('the ring', () => {
  test('stays where it is when the same screen is drawn again, and begins anew on another', () => {
    const view = show(sample('dues'));
    press('down');
    const before = ring();
    show(view);
    expect(ring()).toBe(before);
    show(sample('review'));
    expect(ring()).toBe('next');
  });

  test('goes with the visit', () => {
    show(sample('dues'));
    show(sample('attract'), null);
    expect(ring()).toBe('');
    press('repeat');
    expect(sent.at(-1)).toEqual({ is: 'speech', on: true });
  });
});

describe('the voice', () => {
  test('says nothing while it rests, and the whole screen when it goes on', () => {
    const view = show(sample('dues'));
    said = [];
    show(view, { ...ON, paused: true });
    press('down');
    expect([said, hushed]).toEqual([[], 1]);
    press('pause');
    expect(sent.at(-1)).toEqual({ is: 'pause', on: false });
    show(view);
    expect(said[0]).toMatch(/you have 3 payments due\./);
  });

  test('ends at once when it is switched off, but may say goodbye to its end', () => {
    const view = show(sample('dues'));
    show(view, null);
    expect(hushed).toBe(1);
    show(sample('thanks-done'));
    show(sample('attract'), null);
    expect(hushed).toBe(1);
  });

  test('is louder and faster by steps, and says so', () => {
    const view = show(sample('dues'));
    press('volume_up');
    expect(sent.at(-1)).toEqual({ is: 'volume', volume: 3 });
    show(view, { ...ON, volume: 3 });
    expect(said.at(-1)).toMatch(/^Volume 4 of 5\./);
    show(view, { ...ON, volume: 3, rate: 2 });
    expect(said.at(-1)).toMatch(/^Speed 5 of 5\./);
    press('volume_up');
    press('volume_up');
    expect(sent.at(-1)).toEqual({ is: 'volume', volume: 4 });
  });

  test('says again the whole screen, with what was typed', () => {
    show(sample('digits'));
    said = [];
    press('repeat');
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('3 3 0 1, 0 0 2 4, 1');
  });
});
