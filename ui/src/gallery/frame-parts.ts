// Every component of the frame alone, with what it needs to be seen.
import { createRawSnippet } from 'svelte';
import AccessBar from '../frame/AccessBar.svelte';
import Actions from '../frame/Actions.svelte';
import Button from '../frame/Button.svelte';
import Dark from '../frame/Dark.svelte';
import Headline from '../frame/Headline.svelte';
import NoticeCard from '../frame/NoticeCard.svelte';
import Access from '../frame/sheets/Access.svelte';
import Help from '../frame/sheets/Help.svelte';
import Speech from '../frame/sheets/Speech.svelte';
import Steps from '../frame/sheets/Steps.svelte';
import StillThere from '../frame/sheets/StillThere.svelte';
import Switch from '../frame/sheets/Switch.svelte';
import TopBar from '../frame/TopBar.svelte';
import TotalCard from '../frame/TotalCard.svelte';
import Camera from '../parts/Camera.svelte';
import Drawing, { drawings } from '../parts/Drawing.svelte';
import Icon from '../parts/Icon.svelte';
import { iconNames } from '../parts/icons';
import PaperTrouble from '../parts/PaperTrouble.svelte';
import Qr from '../parts/Qr.svelte';
import Working from '../parts/Working.svelte';
import { frameWords } from '../words/screens';
import { wordsFor } from '../words/words';
import { part, type Part } from './part';
import { LEFT, seen } from './sample';
import { samples } from './samples';

function viewOf(name: string, lang: string) {
  const found = samples.find((sample) => sample.name === name);
  if (!found) throw new Error(`no sample ${name}`);
  return found.view(lang);
}

function actions(name: string, lang: string) {
  const view = viewOf(name, lang);
  return { view, words: frameWords(wordsFor(lang), view.screen, false) };
}

function words(lang: string, id: 'attract-begin' | 'action-back') {
  return createRawSnippet(() => ({ render: () => `<span>${wordsFor(lang).text(id)}</span>` }));
}

const ignore = () => {};
const SPEECH = { rate: 1, volume: 2, paused: false, blank: false };

export const frameParts: Part[] = [
  part('button-next', Button, (_, lang) => ({
    touch: 'next', look: 'next', onpress: ignore, children: words(lang, 'attract-begin'),
  })),
  part('button-quiet', Button, (_, lang) => ({ touch: 'back', onpress: ignore, children: words(lang, 'action-back') })),
  part('button-disabled', Button, (_, lang) => ({
    touch: 'next', look: 'next', disabled: true, onpress: ignore, children: words(lang, 'attract-begin'),
  })),
  part('actions', Actions, (_, lang) => actions('receipt-printed', lang)),
  part('actions-hint', Actions, (_, lang) => actions('pay', lang)),
  part('access-bar', AccessBar, (_, lang) => ({ view: viewOf('identify', lang) })),
  part('top-bar', TopBar, (_, lang) => ({ view: viewOf('identify', lang) })),
  part('headline', Headline, (_, lang) => {
    const { head, line } = frameWords(wordsFor(lang), viewOf('identify', lang).screen, false);
    return { head, line };
  }),
  part('notice-wrong', NoticeCard, () => ({ notice: { is: 'codeForged' } })),
  part('notice-care', NoticeCard, () => ({ notice: { is: 'codeExpired' } })),
  part('notice-good', NoticeCard, () => ({ notice: { is: 'nothingOwed' } })),
  part('total-card', TotalCard, (_, lang) => ({
    total: { title: '', label: wordsFor(lang).text('review-total'), fen: 12_345_678 },
  })),
  part('sheet-access', Access, (_, lang) => ({ view: viewOf('access', lang) })),
  part('sheet-speech', Speech, () => ({ speech: SPEECH })),
  part('sheet-help', Help, (_, lang) => ({
    help: frameWords(wordsFor(lang), viewOf('identify', lang).screen, false).help, staffCalled: false,
  })),
  part('sheet-still-there', StillThere, () => ({ left: LEFT })),
  part('switch', Switch, (_, lang) => {
    const { text } = wordsFor(lang);
    const [name, line] = [text('access-elder'), text('access-elder.line')];
    return { touch: 'elder', icon: 'simple', name, line, on: true, onchange: ignore };
  }),
  part('steps', Steps, (_, lang) => {
    const { text } = wordsFor(lang);
    return {
      label: text('speech-rate'), now: text('speech-rate-now', { rate: 1 }), touch: 'speechRate', value: 1, least: -2,
      most: 2, less: text('speech-slower'), more: text('speech-faster'), icons: ['less', 'more'], onchange: ignore,
    };
  }),
  part('dark', Dark, () => ({})),
  part('camera', Camera, () => ({ camera: seen() })),
  part('camera-missing', Camera, () => ({ camera: { is: 'missing' } })),
  part('paper-trouble', PaperTrouble, () => ({ trouble: 'paperOut', waits: true })),
  part('qr', Qr, () => ({ text: 'GK1:0026421031:K742P9' })),
  part('working', Working, (_, lang) => ({ label: wordsFor(lang).text('choice-loading') })),
  ...drawings.map((name) => part(`drawing-${name}`, Drawing, () => ({ name }))),
  ...iconNames.map((name) => part(`icon-${name}`, Icon, () => ({ name }))),
];
