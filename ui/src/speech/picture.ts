// What there is to hear on the screen, read from its accessibility tree: whatever can be seen or
// touched is in it, in whichever language the screen is.
import { computeAccessibleDescription, computeAccessibleName, getRole, isDisabled } from 'dom-accessibility-api';
import { isSilent, pieces } from './pieces';

export interface Picture {
  /** Another name is another screen, on which one begins anew. */
  readonly screen: string;
  /** Another phase of a screen is said as a whole, but one stays where one is. */
  readonly phase: string;
  readonly lang: string;
  readonly head: string;
  readonly line: string;
  /** What is wrong or has to be known now, the urgent first. */
  readonly live: readonly string[];
  /** Everything else that stands there, in reading order. */
  readonly body: readonly string[];
  /** What is to be paid. */
  readonly total: string;
  readonly timer: Timer | null;
  readonly stops: readonly Stop[];
  /** Which stop the ring is around. */
  readonly at: number;
}

/** Time that is left, and how the screen says it. */
export interface Timer {
  readonly seconds: number;
  readonly text: string;
}

/** Something that can be touched, or that holds what was typed. */
export interface Stop {
  /** The hook: what touching it means. */
  readonly touch: string;
  readonly name: string;
  readonly role: Role;
  /** In words that stand beside it: why it cannot be touched, how many are typed. */
  readonly about: string;
  readonly state: State | null;
  readonly disabled: boolean;
  /** What it holds, or that it holds nothing; null if it never holds anything. */
  readonly value: string | null;
  /** Part of the frame around every screen, not of this one. */
  readonly framed: boolean;
}

export type Role = 'button' | 'checkbox' | 'radio' | 'textbox';
export type State = 'chosen' | 'notChosen' | 'ticked' | 'unticked';

const STOPS = 'button, [role="button"], [role="checkbox"], [role="radio"], [role="option"], [tabindex="0"]';
const LIVE = '[role="alert"], [role="status"], [aria-live="assertive"], [aria-live="polite"], output';
const TIMER = '[role="timer"]';
/** Moving a list by pages is for the finger; the ring takes the list along. */
const PAGES = '.moves';

/** The elements of the stops, in reading order; those of a sheet before all others. */
export function stopElements(main: Element): HTMLElement[] {
  const all = [...main.querySelectorAll<HTMLElement>(STOPS)];
  const heard = all.filter((element) => !isSilent(element) && !element.closest(PAGES));
  const inSheet = (element: Element) => element.closest('[role="dialog"]') !== null;
  return [...heard.filter(inSheet), ...heard.filter((element) => !inSheet(element))];
}

export function takePicture(main: HTMLElement, stops: readonly HTMLElement[], at: number): Picture {
  const sheet = main.querySelector<HTMLElement>('[role="dialog"]');
  const part = sheet ?? main.querySelector<HTMLElement>('.stage') ?? main;
  const heading = part.querySelector('h1') ?? part.querySelector('h2');
  const line = sheet ? null : (heading?.parentElement?.querySelector('h1 + p') ?? null);
  const total = part.querySelector('[data-total]');
  /** Where to look for what comes next, at the place of the next step. */
  const hint = sheet ? null : main.querySelector('nav.actions .hint');
  const lives = [...part.querySelectorAll(LIVE)].filter((one) => !one.parentElement?.closest(LIVE) && !isSilent(one));
  const urgent = (one: Element) => one.matches('[role="alert"], [aria-live="assertive"]');
  const inOrder = [...lives.filter(urgent), ...lives.filter((one) => !urgent(one))];
  const isStop = new Set<Element>(stops);
  const apart = new Set<Element | null>([heading, line, total, ...lives]);
  const rest = (element: Element) => isStop.has(element) || apart.has(element) || element.matches(`${TIMER}, ${PAGES}`);
  const head = heading ? pieces(heading).join(' ') : '';
  return {
    screen: [main.dataset.screen, sheet?.dataset.sheet, main.dataset.screen === 'question' ? head : ''].join(' '),
    phase: [main.dataset.phase, head].join(' '),
    lang: main.lang,
    head,
    line: line ? pieces(line).join(' ') : '',
    live: inOrder.map((one) => said(pieces(one, (inner) => inner === heading || inner.matches(TIMER)))).filter(Boolean),
    body: [...pieces(part, rest), ...(hint ? pieces(hint) : [])],
    total: total ? said(pieces(total)) : '',
    timer: timerOf(part),
    stops: stops.map(stopOf),
    at,
  };
}

function timerOf(part: Element): Timer | null {
  const timer = part.querySelector(TIMER);
  if (!timer) return null;
  const text = pieces(timer).join(' ');
  const [, minutes = '0', seconds] = /(?:(\d+):)?(\d+)/.exec(text) ?? [];
  return seconds === undefined ? null : { seconds: 60 * Number(minutes) + Number(seconds), text };
}

function stopOf(element: HTMLElement): Stop {
  const label = element.hasAttribute('aria-label') || element.hasAttribute('aria-labelledby');
  return {
    touch: element.dataset.touch ?? '',
    // The library runs the lines of a tile together; the ear needs them apart.
    name: label ? computeAccessibleName(element) : said(pieces(element)),
    role: roleOf(element),
    about: computeAccessibleDescription(element),
    state: stateOf(element),
    disabled: isDisabled(element) || element.getAttribute('aria-disabled') === 'true',
    value: roleOf(element) === 'textbox' ? said(pieces(element)) : null,
    framed: element.closest('nav') !== null,
  };
}

function roleOf(element: Element): Role {
  const role = getRole(element);
  if (role === 'checkbox' || role === 'switch') return 'checkbox';
  if (role === 'radio' || role === 'option' || role === 'tab') return 'radio';
  return role === 'textbox' ? 'textbox' : 'button';
}

function stateOf(element: Element): State | null {
  const is = (name: string) => element.getAttribute(name);
  const checked = is('aria-checked');
  if (checked !== null) {
    if (roleOf(element) === 'checkbox') return checked === 'true' ? 'ticked' : 'unticked';
    return checked === 'true' ? 'chosen' : 'notChosen';
  }
  const chosen = is('aria-pressed') ?? is('aria-selected') ?? is('aria-current');
  if (chosen === null) return null;
  return chosen === 'false' ? 'notChosen' : 'chosen';
}

/** Several lines as one: a pause after each. */
export function said(lines: readonly string[]): string {
  return lines.join('\n');
}
