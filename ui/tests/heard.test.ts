import { flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { samples } from '../src/gallery/samples';
import Kiosk from '../src/Kiosk.svelte';
import { firstOf } from '../src/keypad/ring';
import { type Picture, stopElements, takePicture } from '../src/speech/picture';
import { tellScreen, tellStop } from '../src/speech/tell';
import { wordsFor } from '../src/words/words';

let drawn: Record<string, unknown> | undefined;

afterEach(() => {
  if (drawn) void unmount(drawn);
  drawn = undefined;
});

/** A screen as somebody hears it who goes once around it. */
function listen(name: string, lang: string): { main: HTMLElement; picture: Picture; heard: string } {
  const found = samples.find((sample) => sample.name === name);
  if (!found) throw new Error(`no sample ${name}`);
  drawn = mount(Kiosk, { target: document.body, props: { view: found.view(lang), send: () => undefined } });
  flushSync();
  const main = document.querySelector<HTMLElement>('main');
  if (!main) throw new Error('nothing was drawn');
  const taken = takePicture(main, stopElements(main), 0);
  const picture = { ...taken, at: firstOf(taken.stops) };
  const words = wordsFor(lang);
  const around = picture.stops.map((_, at) => tellStop(words, { ...picture, at }));
  const heard = [...tellScreen(words, picture), ...around].join('\n');
  return { main, picture, heard: heard.replace(/\s+/gu, ' ') };
}

/** What can be seen of a screen, or of the sheet that covers it: its words, one text node each. */
function seen(main: HTMLElement): string[] {
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  const texts: string[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const hidden = node.parentElement?.closest('[aria-hidden="true"], [inert], header, svg, [role="timer"], .moves');
    const text = (node.textContent ?? '').replace(/\s+/gu, ' ').trim();
    // A label says in words what a button shows in few signs.
    const labelled = node.parentElement?.closest('[aria-label]');
    if (!hidden && text !== '' && (!labelled || labelled.matches('ul, ol, dl, div, nav'))) texts.push(text);
  }
  return texts;
}

describe.each(['zh-CN', 'en'])('every screen in %s', (lang) => {
  test.each(samples.map(({ name }) => name))('%s: nothing can be seen that cannot be heard', (name) => {
    const { main, picture, heard } = listen(name, lang);
    expect(seen(main).filter((text) => !heard.includes(text))).toEqual([]);
    expect(picture.stops.filter((stop) => stop.name === '')).toEqual([]);
    // A message that is missing says its own name.
    expect(heard).not.toMatch(/heard-[a-z-]+/);
  });
});
