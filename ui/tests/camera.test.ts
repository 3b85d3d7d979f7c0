import { flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, test } from 'vitest';
import type { Hint } from '../src/bindings/Hint';
import { samples } from '../src/gallery/samples';
import Kiosk from '../src/Kiosk.svelte';
import { framed, rounded } from '../src/parts/outline';

const HINTS: Hint[] = ['tooNear', 'tooFar', 'glare', 'tooDark', 'tilted', 'blurred'];

let drawn: Record<string, unknown> | undefined;

afterEach(() => {
  if (drawn) void unmount(drawn);
  drawn = undefined;
});

function draw(name: string, lang = 'zh-CN'): Element {
  const view = samples.find((sample) => sample.name === name)?.view(lang);
  if (!view) throw new Error(`no sample ${name}`);
  drawn = mount(Kiosk, { target: document.body, props: { view, send: () => {} } });
  flushSync();
  const camera = document.querySelector('.camera');
  if (!camera) throw new Error('no camera was drawn');
  return camera;
}

/** A picture of this size has come. */
function show(camera: Element, width: number, height: number) {
  const picture = camera.querySelector('img');
  if (!picture) throw new Error('no picture');
  Object.defineProperties(picture, { naturalWidth: { value: width }, naturalHeight: { value: height } });
  picture.dispatchEvent(new Event('load'));
  flushSync();
}

function line(camera: Element): string | undefined {
  return camera.querySelector('[role="status"]')?.textContent?.trim();
}

describe('the line below the picture', () => {
  test('says that nothing is saved while no code is seen', () => {
    expect(line(draw('identify', 'en'))).toBe('For scanning only, nothing is saved');
  });

  test('says that the code is seen, and then that it was read', () => {
    expect(line(draw('identify-seen', 'en'))).toBe('Code seen, hold the phone still');
    if (drawn) void unmount(drawn);
    expect(line(draw('identify-read', 'en'))).toBe('Code scanned');
  });

  test.each(['zh-CN', 'en'])('says in %s for every hint something else, with a picture', (lang) => {
    const said = HINTS.map((hint) => {
      const camera = draw(`identify-${hint}`, lang);
      expect(camera.querySelector<HTMLElement>('[data-hint]')?.dataset.hint).toBe(hint);
      expect(camera.querySelector('[data-hint] .icon svg')).not.toBeNull();
      const words = line(camera);
      if (drawn) void unmount(drawn);
      return words;
    });
    drawn = undefined;
    expect(new Set(said).size).toBe(HINTS.length);
  });

  test('speaks of the paper where a paper is scanned', () => {
    expect(line(draw('digits-seen', 'en'))).toBe('The paper is in the dark, hold it in the light');
  });
});

describe('the outline', () => {
  test('is drawn when there is a picture, in its pixels and cut like it', () => {
    const camera = draw('identify-tooFar');
    expect(camera.querySelector('[data-outline]')).toBeNull();
    show(camera, 640, 360);
    const outline = camera.querySelector('[data-outline]');
    expect(outline?.getAttribute('viewBox')).toBe('0 0 640 360');
    expect(outline?.getAttribute('preserveAspectRatio')).toBe('xMidYMid slice');
  });

  test('is not drawn while no code is seen', () => {
    const camera = draw('identify');
    show(camera, 640, 360);
    expect(camera.querySelector('[data-outline]')).toBeNull();
  });

  test('is a little larger than the code, to every side', () => {
    const code = [
      { x: 250, y: 250 },
      { x: 750, y: 250 },
      { x: 750, y: 750 },
      { x: 250, y: 750 },
    ];
    const [topLeft, , bottomRight] = framed(code, 1280, 720);
    expect(topLeft?.x).toBeCloseTo(320 - 0.14 * 320);
    expect(topLeft?.y).toBeCloseTo(180 - 0.14 * 180);
    expect(bottomRight?.x).toBeCloseTo(960 + 0.14 * 320);
    expect(bottomRight?.y).toBeCloseTo(540 + 0.14 * 180);
  });

  test('has four round corners and is closed', () => {
    const square = [
      { x: 0, y: 0 },
      { x: 100, y: 0 },
      { x: 100, y: 100 },
      { x: 0, y: 100 },
    ];
    expect(rounded(square)).toBe(
      'M0.0 16.0Q0.0 0.0 16.0 0.0L84.0 0.0Q100.0 0.0 100.0 16.0' +
        'L100.0 84.0Q100.0 100.0 84.0 100.0L16.0 100.0Q0.0 100.0 0.0 84.0Z',
    );
  });

  test('of corners that lie on one another is no number that is none', () => {
    const point = { x: 5, y: 5 };
    expect(rounded([point, point, point, point])).not.toContain('NaN');
  });
});
