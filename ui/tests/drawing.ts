// Draws a sample as the window would, and says what was sent.
import { flushSync, mount, unmount } from 'svelte';
import type { Touch } from '../src/bindings/Touch';
import type { View } from '../src/bindings/View';
import { samples } from '../src/gallery/samples';
import Kiosk from '../src/Kiosk.svelte';

let drawn: Record<string, unknown> | undefined;

export function clean() {
  if (drawn) void unmount(drawn);
  drawn = undefined;
}

export function draw(view: View) {
  const sent: Touch[] = [];
  drawn = mount(Kiosk, { target: document.body, props: { view, send: (_revision, touch) => sent.push(touch) } });
  flushSync();
  const screen = document.querySelector('main');
  if (!screen) throw new Error('nothing was drawn');
  return { screen, sent };
}

export function sample(name: string, lang = 'zh-CN'): View {
  const found = samples.find((sample) => sample.name === name);
  if (!found) throw new Error(`no sample ${name}`);
  return found.view(lang);
}

export function press(screen: Element, touch: string) {
  const button = screen.querySelector<HTMLButtonElement>(`[data-touch="${touch}"]`);
  if (!button) throw new Error(`no ${touch}`);
  button.click();
  flushSync();
}
