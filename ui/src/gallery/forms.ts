// The components with which something is found, asked, waited for and shown, each alone.
import Candidates from '../pads/Candidates.svelte';
import Composed from '../pads/Composed.svelte';
import EditKeys from '../pads/EditKeys.svelte';
import LetterKeys from '../pads/LetterKeys.svelte';
import MistakeLine from '../pads/MistakeLine.svelte';
import NothingToChoose from '../pads/NothingToChoose.svelte';
import NumberKeys from '../pads/NumberKeys.svelte';
import Places from '../pads/Places.svelte';
import Plate from '../pads/Plate.svelte';
import LineList from '../parts/LineList.svelte';
import ServiceTile from '../parts/ServiceTile.svelte';
import TickList from '../parts/TickList.svelte';
import TimeLeft from '../parts/TimeLeft.svelte';
import Wait from '../parts/Wait.svelte';
import { wordsFor } from '../words/words';
import FieldAlone from './FieldAlone.svelte';
import { dueItem, tiles, WAITING, type Say } from './sample';
import { shown, type Shown } from './shown';

const NOTHING = { text: '', letters: '', candidates: [] };

function say(lang: string): Say {
  return (zh, en) => (lang === 'en' ? en : zh);
}

function tile(lang: string, closed = false) {
  const [first] = tiles(say(lang), 1, closed ? { is: 'needsNetwork' } : null);
  if (!first) throw new Error('no tile');
  return first;
}

function ticks(lang: string) {
  const { text } = wordsFor(lang);
  const lines = [true, false, false].map((ticked, at) => {
    const { title, detail, amount } = dueItem(say(lang), at);
    return { id: `line-${at}`, title, detail, ticked, fen: amount, shut: at === 2 ? text('option-full') : '' };
  });
  return { lines, label: text('dues-list'), said: { ticked: text('due-ticked'), unticked: text('due-unticked') } };
}

export const forms: Shown[] = [
  shown('field', FieldAlone, () => ({ mistake: null })),
  shown('field-mistake', FieldAlone, () => ({ mistake: { is: 'tooShort' as const, missing: 4 } })),
  shown('mistake', MistakeLine, () => ({ id: 'mistake', mistake: { is: 'idMistyped' as const }, kind: 'idNumber' as const })),
  shown('places', Places, () => ({ value: '3301061956', groups: [6, 8, 4] })),
  shown('plate', Plate, () => ({ value: '粤B123' })),
  shown('composed', Composed, () => ({ typed: { ...NOTHING, text: '缴费', letters: 'shui' }, empty: '' })),
  shown('composed-empty', Composed, (lang) => ({ typed: NOTHING, empty: wordsFor(lang).text('text-empty') })),
  shown('candidates', Candidates, () => ({ letters: 'jiao', candidates: ['缴', '交', '角', '叫', '教', '脚', '较', '胶', 'jiao'] })),
  shown('candidates-empty', Candidates, () => ({ letters: '', candidates: [] })),
  shown('keys-edit', EditKeys, () => ({})),
  shown('keys-number', NumberKeys, () => ({})),
  shown('keys-number-extra', NumberKeys, (lang) => ({ extra: { key: 'X', label: wordsFor(lang).text('key-x') } })),
  shown('keys-letters', LetterKeys, () => ({ elder: false })),
  shown('keys-letters-elder', LetterKeys, () => ({ elder: true })),
  shown('nothing-to-choose', NothingToChoose, () => ({})),
  shown('service-tile', ServiceTile, (lang) => ({ tile: tile(lang) })),
  shown('service-tile-detailed', ServiceTile, (lang) => ({ tile: tile(lang), detailed: true })),
  shown('service-tile-closed', ServiceTile, (lang) => ({ tile: tile(lang, true), detailed: true })),
  shown('tick-list', TickList, ticks),
  shown('tick-list-narrow', TickList, (lang) => ({ ...ticks(lang), narrow: true })),
  shown('line-list', LineList, (lang) => ({
    lines: [
      { label: say(lang)('医院', 'Hospital'), value: { is: 'text' as const, text: say(lang)('市第一人民医院', 'First People’s Hospital') } },
      { label: say(lang)('日期', 'Day'), value: { is: 'day' as const, day: '2026-12-01' } },
    ],
  })),
  shown('time-left', TimeLeft, () => ({ countdown: { leftMs: 412_000, totalMs: 600_000 }, id: 'held-left' as const })),
  shown('wait', Wait, (lang) => ({ countdown: WAITING, label: wordsFor(lang).text('choice-loading') })),
];
