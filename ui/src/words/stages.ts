import type { StageLine } from '../bindings/StageLine';

/** `now`: the first that is not behind. */
export type StageState = 'done' | 'now' | 'later';

export function stagesOf(stages: readonly StageLine[]): (StageLine & { state: StageState })[] {
  const now = stages.findIndex(({ done }) => !done);
  return stages.map((stage, at) => ({ ...stage, state: stage.done ? 'done' : at === now ? 'now' : 'later' }));
}
