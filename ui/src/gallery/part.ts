import type { Component } from 'svelte';
import type { Say } from './sample';

/** One component, with what it needs to be seen alone. */
export interface Part {
  name: string;
  draw: Component<Record<string, unknown>>;
  props: (say: Say, lang: string) => Record<string, unknown>;
}

/** The props of every component are its own; here they only have to be seen together. */
export function part(name: string, draw: unknown, props: Part['props']): Part {
  return { name, draw: draw as Part['draw'], props };
}
