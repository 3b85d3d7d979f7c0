// What the forms reckon for themselves: places, pages, figures and times.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { candidatePages } from '../src/pads/candidates';
import { ALPHABET, PHONE_ROWS, PLATE_LETTERS, PROVINCES } from '../src/pads/keys';
import { evenGroups, placesOf, spokenPlaces } from '../src/pads/places';
import { isDirected, serviceIcon } from '../src/parts/icons';
import { lineStep } from '../src/parts/paging';
import { clockTime } from '../src/words/clock';
import { longDay, monthName } from '../src/words/days';
import { groupedFigures } from '../src/words/money';
import { stagesOf } from '../src/words/stages';

describe('places', () => {
  test('stand in their groups, and what is too long is not hidden', () => {
    const signs = (value: string) => placesOf(value, [3, 4]).map((group) => group.map(({ sign }) => sign || '_').join(''));
    expect(signs('13')).toEqual(['13_', '____']);
    expect(signs('1380013')).toEqual(['138', '0013']);
    expect(signs('138001399')).toEqual(['138', '0013', '99']);
  });

  test('of any length fall into even groups', () => {
    expect(evenGroups(20, 4)).toEqual([4, 4, 4, 4, 4]);
    expect(evenGroups(10, 4)).toEqual([4, 4, 2]);
    expect(evenGroups(3, 0)).toEqual([1, 1, 1]);
  });

  test('are spoken one by one', () => {
    expect(spokenPlaces('13800', [3, 4, 4])).toBe('1 3 8, 0 0');
    expect(spokenPlaces('', [3, 4, 4])).toBe('');
  });
});

describe('keys', () => {
  test('every province, every letter of a plate, every letter', () => {
    expect(new Set(PROVINCES).size).toBe(31);
    expect(PLATE_LETTERS.join('')).toBe('ABCDEFGHJKLMNPQRSTUVWXYZ');
    expect(PHONE_ROWS.flat().sort()).toEqual([...ALPHABET].sort());
  });
});

describe('candidates', () => {
  test('fill a line and no more, in their order, and none is left out', () => {
    const all = ['缴费', '交费', '教', '胶', 'jiaofei', '一个很长很长很长很长的候选'];
    const pages = candidatePages(all, 8);
    expect(pages.flat()).toEqual(all);
    expect(pages[0]).toEqual(['缴费', '交费']);
    expect(pages.at(-1)).toEqual(['一个很长很长很长很长的候选']);
  });

  test('of nothing make no page', () => expect(candidatePages([], 8)).toEqual([]));
});

describe('a page of a list', () => {
  const lines = Array.from({ length: 10 }, (_, at) => ({ from: at * 100, to: at * 100 + 90 }));
  const moved = (by: number) => lines.map(({ from, to }) => ({ from: from - by, to: to - by }));

  test('begins with the first line that was not whole', () => {
    expect(lineStep(lines, 350, 1)).toBe(300 - 24);
    expect(lineStep(moved(276), 350, 1)).toBe(300);
  });

  test('goes back by no more than it shows', () => {
    const back = lineStep(moved(576), 350, -1) ?? 0;
    expect(back).toBeLessThan(0);
    expect(back).toBeGreaterThan(-350);
  });

  test('with lines higher than itself moves by most of it', () => {
    expect(lineStep([{ from: 0, to: 900 }], 350, 1)).toBeUndefined();
  });
});

describe('figures and times', () => {
  test.each([
    ['1250.', '1,250.'],
    ['1250.5', '1,250.5'],
    ['50000', '50,000'],
    ['', ''],
    ['.', '.'],
  ])('what is typed as %j is shown as %j', (typed, shown) => expect(groupedFigures(typed, 'en')).toBe(shown));

  test.each([
    [412, '6:52'],
    [60, '1:00'],
    [9, '0:09'],
    [-3, '0:00'],
  ])('%d s are left as %s', (seconds, shown) => expect(clockTime(seconds)).toBe(shown));

  test('a day has no time zone', () => {
    expect(longDay('2026-12-01', 'en')).toBe('Tuesday, December 1, 2026');
    expect(monthName('2026-12', 'zh-CN')).toBe('2026年12月');
    expect(longDay('no day', 'en')).toBe('no day');
  });

  test('the stage that is under way is the first that is not done', () => {
    const stage = (done: boolean) => ({ name: '', detail: '', done });
    const states = (...done: boolean[]) => stagesOf(done.map(stage)).map(({ state }) => state);
    expect(states(true, false, false)).toEqual(['done', 'now', 'later']);
    expect(states(true, true)).toEqual(['done', 'done']);
  });
});

test('the icon that a service names is drawn', () => {
  const folder = '../assets/services';
  const named = readdirSync(folder)
    .filter((file) => file.endsWith('.toml'))
    .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/^\s*icon = "(\w+)"/gm)].map(([, icon]) => icon));
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((icon = '') => serviceIcon(icon) !== icon)).toEqual([]);
});

test('only what points along the line is turned round', () => {
  expect(isDirected('forward')).toBe(true);
  expect(isDirected('clock')).toBe(false);
});
