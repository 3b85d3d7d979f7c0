// The one place that talks to the kiosk: a view comes in, touches go out.
import { invoke, isTauri } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import type { Touch } from './bindings/Touch';
import type { View } from './bindings/View';
import type { Keypad } from './keypad/keys';

/** Draws every view from now on. The newest one wins, whichever way it comes. */
export async function watchViews(draw: (view: View) => void): Promise<void> {
  if (!isTauri()) return drawSample(draw);
  let heard = false;
  await listen<View>('view', ({ payload }) => {
    heard = true;
    draw(payload);
  });
  const view = await invoke<View>('current_view');
  if (!heard) draw(view);
}

/** Sends a touch with the revision of the view it was made on. */
export function sendTouch(revision: number, touch: Touch): void {
  if (isTauri()) void invoke('touch', { revision, touch });
}

/** Which keys the machine's keypad has. */
export async function keypadOf(): Promise<Keypad | undefined> {
  return isTauri() ? invoke<Keypad>('keypad') : undefined;
}

/** Ends what is being said and says this. */
export function say(text: string, lang: string): void {
  if (isTauri()) void invoke('say', { text, lang, interrupt: true });
}

/** Ends what is being said. */
export function hush(): void {
  if (isTauri()) void invoke('hush');
}

/** In a browser there is no kiosk: one picture, and only while developing. */
async function drawSample(draw: (view: View) => void): Promise<void> {
  if (!import.meta.env.DEV) return;
  const { samples } = await import('./gallery/samples');
  const sample = samples[0];
  if (sample) draw(sample.view('zh-CN'));
}
