import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { themes } from '../src/themes';

// What is read, on what it stands. A component that puts one colour on another adds the pair here.
const READ = [
  ['ink', ['paper', 'paper-deep', 'card', 'jade-wash', 'seal-wash', 'amber-wash']],
  ['ink-quiet', ['paper', 'paper-deep', 'card']],
  ['jade', ['paper', 'paper-deep', 'card', 'jade-wash']],
  ['on-jade', ['jade', 'jade-deep']],
  ['seal', ['paper', 'card', 'seal-wash']],
  ['amber', ['paper', 'card', 'amber-wash']],
] as const;

/** What is drawn and has to be seen: WCAG 2.2, 1.4.11. */
const DRAWN = [
  ['rim', ['paper', 'card']],
  ['jade-mark', ['paper', 'card', 'jade-wash']],
  ['seal-mark', ['paper', 'seal-wash']],
  ['amber-mark', ['paper', 'amber-wash']],
  ['focus', ['paper', 'card']],
] as const;
const SEEN = 3;

/** Least contrast of what is read. */
const LEAST: Record<string, number> = { contrast: 20 };
const PLAIN = 7;

const colours = new Map(themes.map((theme) => [theme, tokens(readFileSync(`src/themes/${theme}.css`, 'utf8'))]));

function tokens(css: string): Map<string, string> {
  return new Map([...css.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]));
}

/** WCAG 2.2, relative luminance and contrast ratio of two colours in hex. */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function pairs(theme: string, list: typeof READ | typeof DRAWN): [string, number][] {
  const of = (name: string) => {
    const colour = colours.get(theme)?.get(name) ?? '';
    expect(colour, `--${name} of ${theme}`).toMatch(/^#[0-9a-f]{6}$/);
    return colour;
  };
  return list.flatMap(([above, grounds]) =>
    grounds.map((ground): [string, number] => [`${above} on ${ground}`, contrast(of(above), of(ground))]),
  );
}

test('every file of the folder is a theme', () => {
  expect(themes).toEqual(readdirSync('src/themes').map((file) => file.replace('.css', '')));
  expect(themes).toEqual(expect.arrayContaining(['normal', 'contrast', 'night']));
});

describe.each(themes)('%s', (theme) => {
  test('what is read has contrast enough', () => {
    const least = LEAST[theme] ?? PLAIN;
    expect(pairs(theme, READ).filter(([, ratio]) => ratio < least)).toEqual([]);
  });

  test('what is drawn can be seen', () => {
    expect(pairs(theme, DRAWN).filter(([, ratio]) => ratio < SEEN)).toEqual([]);
  });

  test('has a colour for every name', () => {
    const names = (of: string) => [...(colours.get(of)?.keys() ?? [])].sort();
    expect(names(theme)).toEqual(names('normal'));
  });

  test('begins with its own name', () => {
    expect(readFileSync(`src/themes/${theme}.css`, 'utf8')).toContain(`[data-theme='${theme}'] {`);
  });
});

test('the contrast of black and white is 21', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
});
