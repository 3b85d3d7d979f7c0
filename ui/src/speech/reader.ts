// Reads the screen aloud and takes the keys of the keypad: the ring, and what is said of it. It
// decides nothing: whatever is done is a touch of something that is on the screen.
import type { Touch } from '../bindings/Touch';
import type { View } from '../bindings/View';
import type { Action, Pressed } from '../keypad/keys';
import { firstOf, keptAt, moved } from '../keypad/ring';
import { wordsFor } from '../words/words';
import { pieces } from './pieces';
import { type Picture, stopElements, takePicture } from './picture';
import { spoken } from './spoken';
import { type Did, tellChange, tellScreen, tellStop } from './tell';

/** What the reader can do to the world. */
export interface Outlet {
  touch(revision: number, touch: Touch): void;
  /** Ends what is being said and says this. */
  say(text: string, lang: string): void;
  hush(): void;
}

/** A screen that has been said for less than this was hardly begun. */
const UNHEARD_MS = 1500;
/** Seen by the observer: what the picture is made of. The camera's picture is none of it. */
const SEEN = [
  ...['aria-checked', 'aria-pressed', 'aria-selected', 'aria-current', 'aria-disabled', 'aria-label', 'aria-describedby'],
  ...['disabled', 'inert', 'data-phase', 'data-typed', 'data-total'],
];

export class Reader {
  #view: View | null = null;
  #picture: Picture | null = null;
  #elements: HTMLElement[] = [];
  #ring: HTMLElement | null = null;
  #did: Did | null = null;
  #saidScreenAt = Number.NEGATIVE_INFINITY;
  readonly #watch = new MutationObserver(() => this.#look());

  constructor(private readonly out: Outlet) {}

  /** A view has been drawn. */
  show(view: View): void {
    const before = this.#view;
    this.#view = view;
    const [was, is] = [before?.access.speech ?? null, view.access.speech];
    if (!is) {
      this.#watch.disconnect();
      // A goodbye may be heard to its end; whatever else was switched off ends at once.
      if (was && view.screen.is !== 'attract') this.out.hush();
      if (was || view.screen.is === 'attract') this.#forget();
      else if (this.#ring) this.#look();
      return;
    }
    if (!was) {
      this.#forget();
      const options = { subtree: true, childList: true, characterData: true, attributeFilter: SEEN };
      this.#watch.observe(document.body, options);
      this.#look([this.#words().text('heard-welcome'), ...this.#hall()]);
    } else if (is.paused) {
      if (!was.paused) this.out.hush();
      this.#look();
    } else if (was.paused) {
      this.repeat();
    } else {
      this.#look(this.#settings(was, is));
    }
  }

  /** Something was touched, by finger or by key. */
  touched(element: HTMLElement): void {
    this.#did = { touch: element.dataset.touch ?? '', name: element.ariaLabel ?? pieces(element).slice(0, 1).join('') };
  }

  /** A key was pressed; whether it was one of ours. */
  press(pressed: Pressed): boolean {
    const view = this.#view;
    if (!view || !pressed) return false;
    if (pressed.is === 'typed') {
      const key = pressed.touches.map((touch) => this.#find(touch)).find((found) => found && !found.hasAttribute('disabled'));
      key?.click();
      return key !== undefined;
    }
    // Whoever finds the keypad on a machine where nobody is wants it to speak.
    if (view.screen.is === 'attract' && !view.access.speech) this.#send({ is: 'speech', on: true });
    else this.#act(pressed.action, view);
    return true;
  }

  /** The whole screen again. */
  repeat(): void {
    this.#look();
    if (this.#picture) this.#say(tellScreen(this.#words(), this.#picture), true);
  }

  #act(action: Action, view: View): void {
    const speech = view.access.speech;
    switch (action) {
      case 'up':
      case 'down':
        return this.#move(action === 'up' ? -1 : 1);
      case 'select':
        return this.#select(this.#ring);
      case 'back':
        return this.#select(view.sheet ? this.#find('stay') : this.#place('back'));
      case 'next':
        return this.#select(view.sheet ? this.#find('stay') : this.#place('next'));
      case 'help':
        return view.sheet?.is === 'help' ? this.repeat() : this.#select(this.#find('help'));
      case 'repeat':
        if (!speech) return this.#send({ is: 'speech', on: true });
        this.#isHere();
        return speech.paused ? this.#send({ is: 'pause', on: false }) : this.repeat();
      case 'volume_up':
      case 'volume_down': {
        const volume = (speech?.volume ?? 0) + (action === 'volume_up' ? 1 : -1);
        return speech ? this.#send({ is: 'volume', volume: Math.max(0, Math.min(volume, 4)) }) : undefined;
      }
      case 'pause':
        return speech ? this.#send({ is: 'pause', on: !speech.paused }) : undefined;
    }
  }

  #move(by: -1 | 1): void {
    this.#isHere();
    const isNew = this.#ring === null;
    this.#look();
    if (!this.#picture) return;
    const { at, stops } = this.#picture;
    this.#picture = { ...this.#picture, at: isNew ? at : moved(at, by, stops.length) };
    this.#setRing();
    this.#say([tellStop(this.#words(), this.#picture)]);
  }

  /** Touches it, or says why it cannot be touched. */
  #select(element: HTMLElement | null): void {
    if (!element || !this.#picture) {
      if (!element) this.#say([this.#words().text('heard-no-key')]);
      else element.click();
      return;
    }
    const at = this.#elements.indexOf(element);
    const stop = this.#picture.stops[at];
    if (stop?.disabled) this.#say([tellStop(this.#words(), { ...this.#picture, at })]);
    else element.click();
  }

  /** Takes a new picture and says what is new in it. */
  #look(first: readonly string[] = []): void {
    const main = document.querySelector<HTMLElement>('main.kiosk');
    if (!main || !this.#view) return;
    const before = this.#picture;
    this.#elements = stopElements(main);
    const unplaced = takePicture(main, this.#elements, 0);
    const after = { ...unplaced, at: this.#placed(before, unplaced) };
    this.#picture = after;
    this.#setRing();
    const changed = JSON.stringify(before) !== JSON.stringify(after);
    if (!this.#view.access.speech || (first.length === 0 && !changed)) return;
    const now = performance.now();
    const unheard = now - this.#saidScreenAt < UNHEARD_MS;
    const told = tellChange(this.#words(), before, after, this.#did, unheard);
    this.#did = null;
    const isScreen = told.includes(after.head) && told.length > 3;
    this.#say([...first, ...told], isScreen);
  }

  #placed(before: Picture | null, after: Picture): number {
    if (!before || before.screen !== after.screen) return firstOf(after.stops);
    const same = this.#ring ? this.#elements.indexOf(this.#ring) : -1;
    return same >= 0 ? same : keptAt(after.stops, before.stops[before.at]?.touch ?? '', before.at);
  }

  #setRing(): void {
    const ring = this.#elements[this.#picture?.at ?? 0] ?? null;
    if (ring === this.#ring && ring?.dataset.ring !== undefined) return;
    delete this.#ring?.dataset.ring;
    this.#ring = ring;
    if (!ring) return;
    ring.dataset.ring = '';
    ring.focus({ preventScroll: true });
    ring.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  #forget(): void {
    delete this.#ring?.dataset.ring;
    this.#ring?.blur();
    this.#ring = null;
    this.#picture = null;
    this.#did = null;
    this.#saidScreenAt = Number.NEGATIVE_INFINITY;
  }

  #settings(was: NonNullable<View['access']['speech']>, is: typeof was): string[] {
    const { text } = this.#words();
    if (was.volume !== is.volume) return [text('heard-volume', { step: is.volume + 1 })];
    if (was.rate !== is.rate) return [text('heard-rate', { step: is.rate + 3 })];
    return [];
  }

  /** Where one is, which stands above every screen. */
  #hall(): string[] {
    const top = document.querySelector('main.kiosk header .where');
    return top ? pieces(top) : [];
  }

  #find(touch: string): HTMLElement | null {
    return this.#reached(`[data-touch="${CSS.escape(touch)}"]`);
  }

  /** One of the two fixed places below every screen. */
  #place(place: 'back' | 'next'): HTMLElement | null {
    return this.#reached(`nav.actions .${place} button`);
  }

  #reached(selector: string): HTMLElement | null {
    const all = document.querySelectorAll<HTMLElement>(`main.kiosk ${selector}`);
    return [...all].find((element) => !element.closest('[inert]')) ?? null;
  }

  /** Nothing for the kiosk to do, but a sign that somebody is there. An open sheet stays open. */
  #isHere(): void {
    const sheet = this.#view?.sheet;
    if (!sheet || sheet.is === 'stillThere') this.#send({ is: 'stay' });
  }

  #send(touch: Touch): void {
    if (this.#view) this.out.touch(this.#view.revision, touch);
  }

  #words() {
    return wordsFor(this.#view?.lang ?? '');
  }

  #say(lines: readonly string[], isScreen = false): void {
    const speech = this.#view?.access.speech;
    if (!speech || speech.paused) return;
    const words = this.#words();
    const text = spoken(words, lines);
    if (text === '') return;
    if (isScreen) this.#saidScreenAt = performance.now();
    this.out.say(text, words.lang);
  }
}
