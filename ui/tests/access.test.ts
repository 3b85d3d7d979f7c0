import { flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, test } from 'vitest';
import type { Access } from '../src/bindings/Access';
import type { Touch } from '../src/bindings/Touch';
import { samples } from '../src/gallery/samples';
import Kiosk from '../src/Kiosk.svelte';
import { themes } from '../src/themes';

let drawn: Record<string, unknown> | undefined;

afterEach(() => {
  if (drawn) void unmount(drawn);
  drawn = undefined;
});

function draw(name: string, access: Partial<Access> = {}, lang = 'zh-CN') {
  const view = samples.find((sample) => sample.name === name)?.view(lang);
  if (!view) throw new Error(`no sample ${name}`);
  const sent: Touch[] = [];
  const shown = { ...view, access: { ...view.access, ...access } };
  drawn = mount(Kiosk, { target: document.body, props: { view: shown, send: (_, touch) => sent.push(touch) } });
  flushSync();
  const screen = document.querySelector('main');
  if (!screen) throw new Error('nothing was drawn');
  const press = (touch: string) => screen.querySelector<HTMLButtonElement>(`[data-touch="${touch}"]`)?.click();
  const all = (selector: string) => [...screen.querySelectorAll<HTMLElement>(selector)];
  return { screen, sent, press, all };
}

describe('the sheet of all settings', () => {
  test('has every setting, each with its touch', () => {
    const { sent, all } = draw('access');
    for (const button of all('[data-sheet="access"] button')) button.click();
    expect(new Set(sent.map(({ is }) => is))).toEqual(
      new Set(['speak', 'textSize', 'theme', 'elder', 'reach', 'speech', 'showSpeech', 'stay']),
    );
  });

  test('says every language in its own words, its own direction', () => {
    const { all } = draw('access');
    const names = all('[data-sheet="access"] [data-touch^="speak:"] [lang]');
    expect(names.length).toBeGreaterThanOrEqual(4);
    expect(names.find(({ lang }) => lang === 'ug')?.dir).toBe('rtl');
    expect(new Set(names.map(({ textContent }) => textContent)).size).toBe(names.length);
  });

  test('shows every theme in its own colours', () => {
    const { all } = draw('access');
    const shown = all('[data-sheet="access"] [data-touch^="theme:"] [data-theme]').map(({ dataset }) => dataset['theme']);
    expect([...shown].sort()).toEqual([...themes].sort());
  });

  test('says what is on in words, not only in colour', () => {
    const { all } = draw('access', { elder: true }, 'en');
    const [elder] = all('[data-sheet="access"] [data-touch="elder"]');
    expect(elder?.getAttribute('aria-pressed')).toBe('true');
    expect(elder?.textContent).toMatch(/On$/);
  });
});

describe('the sheet of the voice', () => {
  test('moves speed and volume by one, and not beyond their ends', () => {
    const { sent, press, all } = draw('speech', { speech: { rate: 2, volume: 0, paused: false, blank: false } });
    for (const touch of ['speechRate:1', 'volume:1', 'pause', 'blank']) press(touch);
    expect(sent).toEqual([
      { is: 'speechRate', rate: 1 },
      { is: 'volume', volume: 1 },
      { is: 'pause', on: true },
      { is: 'blank', on: true },
    ]);
    expect(all('[data-touch="speechRate:3"], [data-touch="volume:-1"]').every((key) => key.hasAttribute('disabled'))).toBe(true);
  });

  test('offers to begin while nothing is read', () => {
    const { sent, all } = draw('speech-off');
    all('[data-sheet="speech"] [data-touch="speech"]')[0]?.click();
    expect(sent).toEqual([{ is: 'speech', on: true }]);
  });

  test('a dark screen covers everything and has one key', () => {
    const { sent, all } = draw('dark');
    expect(all('.dark button').map(({ dataset }) => dataset['touch'])).toEqual(['blank']);
    all('.dark button')[0]?.click();
    expect(sent).toEqual([{ is: 'blank', on: false }]);
  });
});

describe('the whole screen', () => {
  test('is mirrored by the direction of its language alone', () => {
    expect(draw('identify', {}, 'ug').screen.dir).toBe('rtl');
    if (drawn) void unmount(drawn);
    expect(draw('identify', {}, 'bo').screen.dir).toBe('ltr');
  });

  test('gives high lines to a language that needs them', () => {
    const leading = (lang: string) => {
      const value = Number(draw('identify', {}, lang).screen.style.getPropertyValue('--leading'));
      if (drawn) void unmount(drawn);
      return value;
    };
    const [chinese, tibetan] = [leading('zh-CN'), leading('bo')];
    drawn = undefined;
    expect(chinese).toBe(1);
    expect(tibetan).toBeGreaterThan(1.2);
  });

  test('in elder mode has fewer things, and says them in plain words', () => {
    const usual = draw('attract').all('[data-touch^="chooseService:"], .bar button').length;
    if (drawn) void unmount(drawn);
    expect(draw('attract', { elder: true }).all('[data-touch^="chooseService:"], .bar button').length).toBeLessThan(usual);
    if (drawn) void unmount(drawn);
    expect(draw('identify', { elder: true }).screen.textContent).toContain('打开手机里的身份码，对着镜头。');
  });

  test('has the colours, the size and the place that were chosen', () => {
    const { screen } = draw('identify', { theme: 'night', text: 3, reach: true, elder: true });
    expect({ ...screen.dataset }).toMatchObject({ theme: 'night', text: '3', reach: 'true', elder: 'true' });
    expect(document.documentElement.dataset['theme']).toBe('night');
  });

  test('wanders while nobody is there, and stands still when somebody is', () => {
    expect(draw('attract').screen.classList.contains('resting')).toBe(true);
    if (drawn) void unmount(drawn);
    expect(draw('access-attract').screen.classList.contains('resting')).toBe(false);
    if (drawn) void unmount(drawn);
    expect(draw('identify').screen.classList.contains('resting')).toBe(false);
  });

  test('says which numbers are called, the newest first', () => {
    const { all } = draw('attract-calling', {}, 'en');
    expect(all('[data-called]').map(({ dataset }) => dataset['called'])).toEqual(['A012', 'B007', 'A011']);
    expect(all('[data-called]')[0]?.textContent).toBe('A012 to window 3');
  });
});

describe('a printer that cannot print', () => {
  test.each([
    ['receipt-paperOut', 'paper-out'],
    ['receipt-paperJam', 'paper-jam'],
    ['receipt-coverOpen', 'cover-open'],
    ['receipt-tonerOut', 'toner-out'],
    ['receipt-stopped', 'printer'],
  ])('%s is shown by a picture of what to do', (name, drawing) => {
    const { all } = draw(name);
    expect(all('[data-drawing] svg').length).toBe(1);
    expect(all('[data-drawing]')[0]?.dataset['drawing']).toBe(drawing);
  });
});

test.each([
  ['out-of-service', 'repair'],
  ['out-of-service-unresolved', 'checking'],
  ['out-of-service-time', 'wrong-time'],
])('%s has a picture of its own', (name, drawing) => {
  expect(draw(name).all('[data-drawing]')[0]?.dataset['drawing']).toBe(drawing);
});
