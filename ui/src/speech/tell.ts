// Pictures into words: everything on a new screen, the thing the ring goes to, and what has
// changed after a touch or by itself.
import type { Words } from '../words/words';
import type { MessageId } from '../words/ids';
import type { Picture, Role, State, Stop, Timer } from './picture';

/** What was touched last and has not been told yet. */
export interface Did {
  readonly touch: string;
  readonly name: string;
}

/** The whole screen: what it is, what can be done, and where one is. */
export function tellScreen(words: Words, picture: Picture): string[] {
  const { text } = words;
  const here = picture.stops[picture.at];
  const own = picture.stops.filter((stop) => !stop.framed && stop.role !== 'textbox').length;
  return [
    picture.head,
    ...picture.live,
    picture.line,
    ...picture.body,
    picture.total,
    picture.timer ? tellTime(words, picture.timer) : '',
    own > 0 ? text('heard-choices', { count: own }) : '',
    here ? tellStop(words, picture) : text('heard-nothing'),
  ];
}

/** The thing the ring is around: name, what it holds, what it is, how it stands, where it is. */
export function tellStop(words: Words, picture: Picture): string {
  const { text } = words;
  const stop = picture.stops[picture.at];
  if (!stop) return text('heard-nothing');
  const parts = [
    stop.name,
    stop.value ?? '',
    stop.role === 'button' ? '' : text(ROLES[stop.role]),
    tellState(words, stop),
    stop.about,
    text('heard-position', { at: picture.at + 1, count: picture.stops.length }),
  ];
  return parts.filter(Boolean).join('\n');
}

const ROLES: Record<Exclude<Role, 'button'>, MessageId> = {
  checkbox: 'heard-role-checkbox',
  radio: 'heard-role-radio',
  textbox: 'heard-role-textbox',
};
const STATES: Record<State, MessageId> = {
  chosen: 'heard-state-chosen',
  notChosen: 'heard-state-not-chosen',
  ticked: 'heard-state-ticked',
  unticked: 'heard-state-unticked',
};

function tellState({ text }: Words, stop: Stop): string {
  const state = stop.state ? text(STATES[stop.state]) : '';
  // A reason that stands beside it says it better.
  const disabled = stop.disabled && stop.about === '' ? text('heard-state-disabled') : '';
  return [state, disabled].filter(Boolean).join('\n');
}

/**
 * What has changed between two pictures. `unheard`: the screen before was hardly begun to be said.
 * Nothing changed: nothing is said.
 */
export function tellChange(
  words: Words,
  before: Picture | null,
  after: Picture,
  did: Did | null,
  unheard: boolean,
): string[] {
  const done = did ? tellDone(words, did) : '';
  const isNew = !before || before.screen !== after.screen || before.phase !== after.phase || before.lang !== after.lang;
  if (isNew) return [isTyped(did) ? '' : done, ...tellScreen(words, after)];
  const changes = [
    ...after.live.filter((text) => !before.live.includes(text)),
    before.line === after.line ? '' : after.line,
    before.total === after.total ? '' : after.total,
    ...tellTimer(words, before, after),
    ...tellHere(words, before, after, did),
  ].filter(Boolean);
  const other = !sameBody(before, after);
  if (unheard && (other || changes.length > 0)) return [done, ...tellScreen(words, after)];
  if (other) return [done, ...changes, ...after.body.filter((text) => !before.body.includes(text))];
  return [isTyped(did) || changes.length === 0 ? done : '', ...changes];
}

/** At these seconds the time that is left is said. */
const SAID_AT = [30, 20, 10];

function tellTimer(words: Words, before: Picture, after: Picture): string[] {
  if (!after.timer || !before.timer) return [];
  const [was, is] = [before.timer.seconds, after.timer.seconds];
  return SAID_AT.some((at) => was > at && is <= at) ? [tellTime(words, after.timer)] : [];
}

/** `1:30` is a clock to the eye and no time to the ear. */
function tellTime({ text }: Words, timer: Timer): string {
  const [minutes, seconds] = [Math.floor(timer.seconds / 60), timer.seconds % 60];
  return timer.text.replace(/\d+:\d+/u, text('heard-time', { minutes, seconds }));
}

/** What the touch did to the thing that was touched, or where the ring went instead. */
function tellHere(words: Words, before: Picture, after: Picture, did: Did | null): string[] {
  const [was, is] = [before.stops[before.at], after.stops[after.at]];
  if (!is) return [];
  if (!was || was.name !== is.name) return isTyped(did) ? [] : [tellStop(words, after)];
  if (was.state !== is.state || was.disabled !== is.disabled) return [tellState(words, is)];
  return [];
}

const TYPES = ['key', 'digit', 'erase', 'clear', 'candidate', 'month'];

function isTyped(did: Did | null): boolean {
  return did !== null && TYPES.includes(did.touch.split(':')[0] ?? '');
}

/** What was typed as the character it is, what was chosen by its name. */
function tellDone({ text }: Words, did: Did): string {
  const [kind = '', ...rest] = did.touch.split(':');
  const value = rest.join(':');
  switch (kind) {
    case 'key':
    case 'digit':
      return value;
    case 'erase':
      return text('heard-erased');
    case 'clear':
      return text('heard-cleared');
    case 'candidate':
    case 'month':
      return did.name;
    case 'chooseService':
    case 'chooseOption':
    case 'openGroup':
    case 'pick':
    case 'rate':
    case 'answer':
      return text('heard-chosen', { name: did.name });
    default:
      return '';
  }
}

function sameBody(before: Picture, after: Picture): boolean {
  return before.body.length === after.body.length && before.body.every((text, at) => text === after.body[at]);
}
