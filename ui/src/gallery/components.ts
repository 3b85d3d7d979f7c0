// Every component of the frame with something to show, each to be looked at alone.
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
import Amount from '../parts/Amount.svelte';
import AmountInWords from '../parts/AmountInWords.svelte';
import Camera from '../parts/Camera.svelte';
import Drawing, { drawings } from '../parts/Drawing.svelte';
import FactList from '../parts/FactList.svelte';
import Icon from '../parts/Icon.svelte';
import { iconNames } from '../parts/icons';
import PaperTrouble from '../parts/PaperTrouble.svelte';
import Qr from '../parts/Qr.svelte';
import ReclaimCard from '../parts/ReclaimCard.svelte';
import Ring from '../parts/Ring.svelte';
import { frameWords } from '../words/screens';
import { wordsFor } from '../words/words';
import { forms } from './forms';
import { factsOfFines, LEFT, seen } from './sample';
import { samples } from './samples';
import { shown, type Shown } from './shown';

function viewOf(name: string, lang: string) {
  const found = samples.find((sample) => sample.name === name);
  if (!found) throw new Error(`no sample ${name}`);
  return found.view(lang);
}

function actions(name: string, lang: string) {
  const view = viewOf(name, lang);
  return { view, words: frameWords(wordsFor(lang), view.screen, false) };
}

function say(lang: string) {
  return (zh: string, en: string) => (lang === 'en' ? en : zh);
}

function words(lang: string, id: 'attract-begin' | 'action-back') {
  return createRawSnippet(() => ({ render: () => `<span>${wordsFor(lang).text(id)}</span>` }));
}

const ignore = () => {};
const SPEECH = { rate: 1, volume: 2, paused: false, blank: false };

export const components: Shown[] = [
  ...forms,
  shown('button-next', Button, (lang) => ({
    touch: 'next', look: 'next' as const, onpress: ignore, children: words(lang, 'attract-begin'),
  })),
  shown('button-quiet', Button, (lang) => ({ touch: 'back', onpress: ignore, children: words(lang, 'action-back') })),
  shown('button-disabled', Button, (lang) => ({
    touch: 'next', look: 'next' as const, disabled: true, onpress: ignore, children: words(lang, 'attract-begin'),
  })),
  shown('actions', Actions, (lang) => actions('receipt-printed', lang)),
  shown('actions-hint', Actions, (lang) => actions('pay', lang)),
  shown('access-bar', AccessBar, (lang) => ({ view: viewOf('identify', lang) })),
  shown('top-bar', TopBar, (lang) => ({ view: viewOf('identify', lang) })),
  shown('headline', Headline, (lang) => {
    const { head, line } = frameWords(wordsFor(lang), viewOf('identify', lang).screen, false);
    return { head, line };
  }),
  shown('notice-wrong', NoticeCard, () => ({ notice: { is: 'codeForged' as const } })),
  shown('notice-care', NoticeCard, () => ({ notice: { is: 'codeExpired' as const } })),
  shown('notice-good', NoticeCard, () => ({ notice: { is: 'nothingOwed' as const } })),
  shown('total-card', TotalCard, (lang) => ({
    total: { title: '', label: wordsFor(lang).text('review-total'), fen: 12_345_678 },
  })),
  shown('sheet-access', Access, (lang) => ({ view: viewOf('access', lang) })),
  shown('sheet-speech', Speech, () => ({ speech: SPEECH })),
  shown('sheet-help', Help, (lang) => ({
    help: frameWords(wordsFor(lang), viewOf('identify', lang).screen, false).help, staffCalled: false,
  })),
  shown('sheet-still-there', StillThere, () => ({ left: LEFT })),
  shown('switch', Switch, (lang) => {
    const { text } = wordsFor(lang);
    const [name, line] = [text('access-elder'), text('access-elder.line')];
    return { touch: 'elder', icon: 'simple' as const, name, line, on: true, onchange: ignore };
  }),
  shown('steps', Steps, (lang) => {
    const { text } = wordsFor(lang);
    return {
      label: text('speech-rate'), now: text('speech-rate-now', { rate: 1 }), touch: 'speechRate', value: 1, least: -2,
      most: 2, less: text('speech-slower'), more: text('speech-faster'), icons: ['less', 'more'] as const, onchange: ignore,
    };
  }),
  shown('dark', Dark, () => ({})),
  shown('amount', Amount, () => ({ fen: 135_000 })),
  shown('amount-in-words', AmountInWords, () => ({ fen: 135_050 })),
  shown('camera', Camera, () => ({ camera: seen() })),
  shown('camera-missing', Camera, () => ({ camera: { is: 'missing' as const } })),
  shown('fact-list', FactList, (lang) => ({ facts: factsOfFines(say(lang)) })),
  shown('fact-list-compact', FactList, (lang) => ({ facts: factsOfFines(say(lang)), compact: true })),
  shown('paper-trouble', PaperTrouble, () => ({ trouble: 'paperOut' as const, waits: true })),
  shown('qr', Qr, () => ({ text: 'GK1:0026421031:K742P9' })),
  shown('reclaim-card', ReclaimCard, () => ({ reclaim: { code: 'K7 42 P9', symbol: 'GK1:0026421031:K742P9' } })),
  shown('ring', Ring, (lang) => ({ left: LEFT, label: wordsFor(lang).text('countdown-seconds') })),
  ...drawings.map((name) => shown(`drawing-${name}`, Drawing, () => ({ name }))),
  ...iconNames.map((name) => shown(`icon-${name}`, Icon, () => ({ name }))),
];
