// Which key does what. The machine's own settings say it (`[keypad]` of kiosk.toml).

/** What the keys of a tactile keypad do. */
export type Action =
  | 'up'
  | 'down'
  | 'select'
  | 'back'
  | 'next'
  | 'help'
  | 'repeat'
  | 'volume_up'
  | 'volume_down'
  | 'pause';

/** For each action the keys that do it, as `KeyboardEvent.key` names them. */
export type Keypad = Readonly<Record<Action, readonly string[]>>;

/** What was pressed: something to do, a character to type, or nothing of ours. */
export type Pressed = { is: 'action'; action: Action } | { is: 'typed'; touches: readonly string[] } | null;

export function pressed(keypad: Keypad, key: string): Pressed {
  const actions = Object.entries(keypad) as [Action, readonly string[]][];
  const found = actions.find(([, keys]) => keys.includes(key));
  if (found) return { is: 'action', action: found[0] };
  if (key === 'Backspace') return { is: 'typed', touches: ['erase'] };
  // A key of the pad is its character; letters are large there and small on a keyboard.
  if ([...key].length === 1) return { is: 'typed', touches: [`key:${key}`, `key:${key.toUpperCase()}`] };
  return null;
}
