import type { Component } from 'svelte';

// The properties of each differ; here they are only handed on.
type Props = Record<string, unknown>;

/** A component with something to show, to be looked at alone. */
export interface Shown {
  name: string;
  drawn: Component<Props>;
  props(lang: string): Props;
}

export function shown<P extends object>(name: string, drawn: Component<P>, props: (lang: string) => P): Shown {
  return { name, drawn: drawn as unknown as Component<Props>, props: props as unknown as Shown['props'] };
}
