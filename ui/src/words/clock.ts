/** How long it is still, as on a clock: `9:05`. The same in every language. */
export function clockTime(seconds: number): string {
  const rest = Math.max(0, Math.round(seconds));
  return `${Math.floor(rest / 60)}:${String(rest % 60).padStart(2, '0')}`;
}
