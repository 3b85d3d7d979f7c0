// Every component of the forms alone, with what it needs to be seen.
import type { Component } from 'svelte';
import Candidates from '../pads/Candidates.svelte';
import Composed from '../pads/Composed.svelte';
import LetterKeys from '../pads/LetterKeys.svelte';
import MistakeLine from '../pads/MistakeLine.svelte';
import NothingToChoose from '../pads/NothingToChoose.svelte';
import NumberKeys from '../pads/NumberKeys.svelte';
import Places from '../pads/Places.svelte';
import Plate from '../pads/Plate.svelte';
import Amount from '../parts/Amount.svelte';
import AmountInWords from '../parts/AmountInWords.svelte';
import FactList from '../parts/FactList.svelte';
import Icon from '../parts/Icon.svelte';
import LineList from '../parts/LineList.svelte';
import ReclaimCard from '../parts/ReclaimCard.svelte';
import Ring from '../parts/Ring.svelte';
import ServiceTile from '../parts/ServiceTile.svelte';
import TickList from '../parts/TickList.svelte';
import TimeLeft from '../parts/TimeLeft.svelte';
import Wait from '../parts/Wait.svelte';
import { factsOfFines, LEFT, tiles, WAITING, type Say } from './sample';
import { line } from './samples/paying';
import Field from './FieldAlone.svelte';

export interface Part {
  name: string;
  draw: Component<Record<string, unknown>>;
  props: (say: Say) => Record<string, unknown>;
}

export const parts: Part[] = [
  part('Amount', Amount, () => ({ fen: 135_050 })),
  part('AmountInWords', AmountInWords, () => ({ fen: 135_050 })),
  part('Candidates', Candidates, () => ({ letters: 'jiao', candidates: ['缴', '交', '角', '叫', '教', '脚', '较', '胶', '浇'] })),
  part('Composed', Composed, (say) => ({ typed: { text: '缴费', letters: 'shui', candidates: [] }, empty: say('请写', 'Write') })),
  part('FactList', FactList, (say) => ({ facts: factsOfFines(say) })),
  part('FactList-compact', FactList, (say) => ({ facts: factsOfFines(say), compact: true })),
  part('Field', Field, () => ({ mistake: null })),
  part('Field-mistake', Field, () => ({ mistake: { is: 'tooShort', missing: 4 } })),
  part('Icon', Icon, () => ({ name: 'hospital' })),
  part('LetterKeys', LetterKeys, () => ({ elder: false })),
  part('LetterKeys-elder', LetterKeys, () => ({ elder: true })),
  part('LineList', LineList, (say) => ({ lines: [line(say('医院', 'Hospital'), say('市第一人民医院', 'First People’s Hospital'))] })),
  part('MistakeLine', MistakeLine, () => ({ id: 'mistake', mistake: { is: 'idMistyped' }, kind: 'idNumber' })),
  part('NothingToChoose', NothingToChoose, () => ({})),
  part('NumberKeys', NumberKeys, () => ({})),
  part('NumberKeys-extra', NumberKeys, () => ({ extra: { key: 'X', label: 'X' } })),
  part('Places', Places, () => ({ value: '3301061956', groups: [6, 8, 4] })),
  part('Plate', Plate, () => ({ value: '粤B123' })),
  part('ReclaimCard', ReclaimCard, () => ({ reclaim: { code: 'K7 42 P9', symbol: 'GK1:0026421031:K742P9' } })),
  part('Ring', Ring, (say) => ({ left: LEFT, label: say('秒内有结果', 'seconds at most') })),
  part('ServiceTile', ServiceTile, (say) => ({ tile: tiles(say, 1)[0] })),
  part('ServiceTile-detailed', ServiceTile, (say) => ({ tile: tiles(say, 1)[0], detailed: true })),
  part('ServiceTile-closed', ServiceTile, (say) => ({ tile: tiles(say, 1, { is: 'needsNetwork' })[0] })),
  part('TickList', TickList, (say) => ({
    label: say('待缴', 'Due'),
    said: { ticked: say('这次缴', 'Pay now'), unticked: say('这次不缴', 'Not now') },
    lines: [
      { id: 'a', title: say('停车', 'Parking'), detail: say('11 月 3 日', '3 Nov'), ticked: true, fen: 15_000, shut: '' },
      { id: 'b', title: say('超速', 'Speeding'), detail: say('11 月 9 日', '9 Nov'), ticked: false, fen: 5000, shut: '' },
      { id: 'c', title: say('已缴', 'Paid'), detail: '', ticked: false, fen: null, shut: say('已满', 'Full') },
    ],
  })),
  part('TimeLeft', TimeLeft, () => ({ countdown: { leftMs: 412_000, totalMs: 600_000 }, id: 'held-left' })),
  part('Wait', Wait, (say) => ({ countdown: WAITING, label: say('正在查询', 'Looking it up') })),
];

/** The props of every component are its own; here they only have to be seen together. */
function part(name: string, draw: unknown, props: Part['props']): Part {
  return { name, draw: draw as Part['draw'], props };
}
