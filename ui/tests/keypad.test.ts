import { expect, test } from 'vitest';
import { type Keypad, pressed } from '../src/keypad/keys';
import { keptAt, moved } from '../src/keypad/ring';
import type { Stop } from '../src/speech/picture';

const keypad: Keypad = {
  up: ['ArrowUp'],
  down: ['ArrowDown', 'Tab'],
  select: ['Enter'],
  back: ['ArrowLeft'],
  next: ['ArrowRight'],
  help: ['F1'],
  repeat: ['F2'],
  volume_up: ['F4'],
  volume_down: ['F3'],
  pause: ['F5'],
};

test('a key does what the machine is set to', () => {
  expect(pressed(keypad, 'Tab')).toEqual({ is: 'action', action: 'down' });
  expect(pressed(keypad, 'F3')).toEqual({ is: 'action', action: 'volume_down' });
  expect(pressed(keypad, 'F9')).toBeNull();
});

test('a keyboard types what the pad on the screen has', () => {
  expect(pressed(keypad, '7')).toEqual({ is: 'typed', touches: ['key:7', 'key:7'] });
  expect(pressed(keypad, 'b')).toEqual({ is: 'typed', touches: ['key:b', 'key:B'] });
  expect(pressed(keypad, 'Backspace')).toEqual({ is: 'typed', touches: ['erase'] });
});

test('the ring goes round at both ends', () => {
  expect(moved(0, -1, 3)).toBe(2);
  expect(moved(2, 1, 3)).toBe(0);
  expect(moved(0, 1, 0)).toBe(0);
});

test('the ring stays at the thing it was at, wherever that is now, else at its place', () => {
  const stop = (touch: string): Stop => ({
    touch,
    name: touch,
    role: 'button',
    about: '',
    state: null,
    disabled: false,
    value: null,
    framed: false,
  });
  const stops = ['a', 'b', 'c'].map(stop);
  expect(keptAt(stops, 'c', 0)).toBe(2);
  expect(keptAt(stops, 'gone', 1)).toBe(1);
  expect(keptAt(stops, 'gone', 9)).toBe(2);
});
