import { afterEach, describe, expect, test } from 'vitest';
import { firstOf } from '../src/keypad/ring';
import { type Picture, stopElements, takePicture } from '../src/speech/picture';
import { pieces } from '../src/speech/pieces';
import { spoken } from '../src/speech/spoken';
import { type Did, tellChange, tellScreen, tellStop } from '../src/speech/tell';
import { wordsFor } from '../src/words/words';

const words = wordsFor('en');

afterEach(() => document.body.replaceChildren());

function draw(content: string, main = 'data-screen="dues"', after = ''): HTMLElement {
  document.body.innerHTML = `<main class="kiosk" lang="en" ${main}>
    <header><p class="where">A hall</p></header>
    <div class="rest"><div class="stage">${content}</div>
      <nav class="actions">
        <div class="back"><button data-touch="back">Go back</button></div>
        <div class="next"><button data-touch="next">Go on</button></div>
      </nav></div>${after}</main>`;
  const drawn = document.querySelector<HTMLElement>('main');
  if (!drawn) throw new Error('nothing was drawn');
  return drawn;
}

function picture(main: HTMLElement, at?: number): Picture {
  const taken = takePicture(main, stopElements(main), 0);
  return { ...taken, at: at ?? firstOf(taken.stops) };
}

const HEAD = '<div class="headline"><h1>Two payments</h1><p>Touch one to change it.</p></div>';
const DUES = `${HEAD}<div class="notices" role="status"></div>
  <ul><li><button role="checkbox" aria-checked="true" data-touch="tick:a"><div>Red light</div><div>200 yuan</div></button></li>
  <li><button role="checkbox" aria-checked="false" data-touch="tick:b"><div>Parking</div></button></li></ul>
  <div data-total="200"><span>One chosen, total</span> <span>200 yuan</span></div>`;

function heard(lines: readonly string[]): string {
  return spoken(words, lines);
}

function changed(before: Picture, after: Picture, did: Did | null = null, unheard = false): string {
  return heard(tellChange(words, before, after, did, unheard));
}

describe('a new screen', () => {
  test('is told with what it is, what can be done and where one is', () => {
    const text = heard(tellScreen(words, picture(draw(DUES))));
    expect(text).toBe(
      'Two payments. Touch one to change it. One chosen, total 200 yuan. ' +
        'There are 2 things to choose, press up or down to hear them. ' +
        'Red light. 200 yuan. tick box. ticked. 1 of 4.',
    );
  });

  test('says a notice and a mistake before everything that can wait', () => {
    const notice = '<div role="alert"><b>This code has expired</b><p>Show it again.</p></div>';
    const text = heard(tellScreen(words, picture(draw(`${HEAD}<dl><dt>Payer</dt><dd>王*明</dd></dl>${notice}`))));
    expect(text).toMatch(/^Two payments\. This code has expired\. Show it again\. Touch one/);
    expect(text).toContain('Payer. 王 hidden 明.');
  });

  test('begins at its own first thing, else at the step that goes on', () => {
    const at = (content: string) => {
      const taken = picture(draw(content));
      return taken.stops[taken.at]?.touch;
    };
    expect(at(DUES)).toBe('tick:a');
    expect(at(HEAD)).toBe('next');
    expect(at(`${HEAD}<button data-touch="key:1" disabled>1</button>`)).toBe('next');
  });

  test('that is a sheet is told before the screen that it covers', () => {
    const sheet = `<div role="dialog" data-sheet="help"><h2>Do you need help?</h2><p>Tick one.</p>
      <nav><button data-touch="callStaff">Call staff</button></nav></div>`;
    const main = draw(DUES, 'data-screen="dues"', sheet);
    main.querySelector('.rest')?.setAttribute('inert', '');
    const taken = picture(main);
    expect(taken.stops.map(({ touch }) => touch)).toEqual(['callStaff']);
    expect(heard(tellScreen(words, taken))).toBe('Do you need help? Tick one. Call staff. 1 of 1.');
  });
});

describe('one thing', () => {
  test('that cannot be touched says why, where a reason stands beside it', () => {
    const reason = draw(`${HEAD}<button data-touch="x" disabled aria-describedby="why">Station</button><p id="why">Closed today</p>`);
    expect(heard([tellStop(words, picture(reason, 0))])).toBe('Station. Closed today. 1 of 3.');
    const none = draw(`${HEAD}<button data-touch="x" disabled>Station</button>`);
    expect(heard([tellStop(words, picture(none, 0))])).toBe('Station. cannot be pressed yet. 1 of 3.');
  });

  test('that holds what was typed says what it holds', () => {
    const field = (typed: string) =>
      draw(`${HEAD}<div role="textbox" tabindex="0" aria-label="Notice number" data-typed="${typed}">${typed || 'nothing yet'}</div>`);
    expect(heard([tellStop(words, picture(field(''), 0))])).toBe('Notice number. nothing yet. input. 1 of 3.');
    expect(heard([tellStop(words, picture(field('3101152'), 0))])).toBe('Notice number. 3 1 0 1 1 5 2. input. 1 of 3.');
  });

  test('is none that a finger alone needs, or that is hidden', () => {
    const main = draw(`${HEAD}<div class="moves"><button>Show below</button></div>
      <div aria-hidden="true"><button>Picture</button></div>`);
    expect(picture(main).stops.map(({ name }) => name)).toEqual(['Go back', 'Go on']);
    expect(pieces(main).join(' ')).not.toContain('Picture');
  });
});

describe('what changes', () => {
  test('by ticking is the state and the total, not the whole screen', () => {
    const before = picture(draw(DUES), 1);
    const ticked = DUES.replace('aria-checked="false"', 'aria-checked="true"').replaceAll('200 yuan</span>', '350 yuan</span>');
    const after = picture(draw(ticked), 1);
    expect(changed(before, after, { touch: 'tick:b', name: 'Parking' })).toBe('One chosen, total 350 yuan. ticked.');
  });

  test('by typing is the character, and a mistake at once', () => {
    const pad = (typed: string, mistake = '') =>
      draw(`${HEAD}<div role="textbox" tabindex="0" aria-label="Number" data-typed="${typed}">${typed}</div>
        <p role="alert">${mistake}</p><button data-touch="key:7">7</button>`);
    const before = picture(pad('31'), 1);
    const did = { touch: 'key:7', name: '7' };
    expect(changed(before, picture(pad('317'), 1), did)).toBe('7.');
    expect(changed(before, picture(pad('317', 'One too many'), 1), did)).toBe('7. One too many.');
    expect(changed(before, picture(pad('3'), 1), { touch: 'erase', name: 'Erase one' })).toBe('One erased.');
  });

  test('by choosing is what was chosen, then the next screen', () => {
    const before = picture(draw(HEAD, 'data-screen="services"'));
    const after = picture(draw(DUES));
    expect(changed(before, after, { touch: 'chooseService:x', name: 'Traffic fines' })).toMatch(
      /^Chosen: Traffic fines\. Two payments\./,
    );
  });

  test('of a screen that was hardly begun is told with the screen', () => {
    const wait = picture(draw(`${HEAD}<p role="status">Looking it up</p>`));
    const there = picture(draw(DUES));
    expect(changed(wait, there, null, true)).toMatch(/^Two payments\./);
    expect(changed(wait, there, null, false)).not.toContain('Two payments');
  });

  test('of the time is said at thirty, twenty and ten seconds, and not each second', () => {
    const at = (seconds: number) => picture(draw(`${HEAD}<div role="timer"><b>${seconds}</b> seconds left</div>`));
    const told = [31, 30, 29, 21, 18, 11, 10, 9].map(at);
    const texts = told.slice(1).map((after, index) => changed(told[index] ?? after, after));
    expect(texts).toEqual(['30 seconds left.', '', '', '18 seconds left.', '', '10 seconds left.', '']);
  });

  test('of a clock is said as a time', () => {
    const at = (time: string) => picture(draw(`${HEAD}<p role="timer">Skipped in ${time}</p>`));
    expect(heard(tellScreen(words, at('1:30')))).toContain('Skipped in 1 minute 30 seconds.');
    expect(changed(at('0:21'), at('0:20'))).toBe('Skipped in 20 seconds.');
    expect(changed(at('1:20'), at('1:19'))).toBe('');
  });

  test('not at all, says nothing', () => {
    expect(changed(picture(draw(DUES)), picture(draw(DUES)))).toBe('');
  });
});

describe('a text for the voice', () => {
  test('has long numbers digit by digit, and sums and years as they are', () => {
    expect(heard(['Receipt 2026112600017', 'on 2026-11-26, 12550.00 yuan'])).toBe(
      'Receipt 2 0 2 6 1 1 2 6 0 0 0 1 7. on 2026-11-26, 12550.00 yuan.',
    );
  });
});

test('marks of direction are for the eye and never handed to the synthesiser', () => {
  expect(heard(['\u2068Wang\u2069 owes \u2066200\u2069 yuan.', '\u2068\u2069'])).toBe('Wang owes 200 yuan.');
});
