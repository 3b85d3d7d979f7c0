export interface Place {
  at: number;
  /** What is typed there; empty if nothing is. */
  sign: string;
}

/** The places of a number in the groups in which it is read; more than fits is not lost. */
export function placesOf(value: string, groups: readonly number[]): Place[][] {
  const signs = [...value];
  let from = 0;
  const places = groups.map((size) => {
    const group = Array.from({ length: size }, (_, at) => ({ at: from + at, sign: signs[from + at] ?? '' }));
    from += size;
    return group;
  });
  const over = signs.slice(from).map((sign, at) => ({ at: from + at, sign }));
  return over.length > 0 ? [...places, over] : places;
}

/** So many places in groups of the same size; the last one may be shorter. */
export function evenGroups(length: number, size: number): number[] {
  const groups: number[] = [];
  for (let left = length; left > 0; left -= Math.max(1, size)) groups.push(Math.min(left, Math.max(1, size)));
  return groups;
}

/** Sign by sign, with a pause between the groups: a number is heard as it is read. */
export function spokenPlaces(value: string, groups: readonly number[]): string {
  const spoken = placesOf(value, groups).map((group) => group.map(({ sign }) => sign).filter(Boolean).join(' '));
  return spoken.filter(Boolean).join(', ');
}
