import type { Countdown } from '../bindings/Countdown';

export interface Remaining {
  /** Whole seconds, rounded up, so that 0 means over. */
  readonly seconds: number;
  /** How much of the whole wait is left, 1 to 0. */
  readonly share: number;
}

/** Pictures a wait that the kiosk told of; what happens at its end, the kiosk decides. */
export function remaining(countdown: () => Countdown): Remaining {
  let passed = $state(0);
  $effect(() => {
    countdown();
    const start = performance.now();
    passed = 0;
    const beat = setInterval(() => (passed = performance.now() - start), 250);
    return () => clearInterval(beat);
  });
  const rest = $derived(Math.max(0, countdown().leftMs - passed));
  return {
    get seconds() {
      return Math.ceil(rest / 1000);
    },
    get share() {
      const { totalMs } = countdown();
      return totalMs > 0 ? Math.min(1, rest / totalMs) : 0;
    },
  };
}
