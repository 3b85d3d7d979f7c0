// One component for each screen; a missing one does not compile.
import type { Component } from 'svelte';
import type { Screen } from '../bindings/Screen';
import type { View } from '../bindings/View';
import Attract from './Attract.svelte';
import Details from './Details.svelte';
import Dues from './Dues.svelte';
import Handout from './Handout.svelte';
import Identify from './Identify.svelte';
import Intro from './Intro.svelte';
import OutOfService from './OutOfService.svelte';
import Pay from './Pay.svelte';
import Question from './Question.svelte';
import Rate from './Rate.svelte';
import Receipt from './Receipt.svelte';
import Review from './Review.svelte';
import Services from './Services.svelte';
import Starting from './Starting.svelte';
import Taken from './Taken.svelte';
import Thanks from './Thanks.svelte';
import Unresolved from './Unresolved.svelte';

/** The screen with this name. */
export type Of<Is extends Screen['is']> = Extract<Screen, { is: Is }>;

type Drawn<Is extends Screen['is']> = Component<{ screen: Of<Is>; view: View }>;

const screens: { [Is in Screen['is']]: Drawn<Is> } = {
  starting: Starting,
  outOfService: OutOfService,
  attract: Attract,
  services: Services,
  intro: Intro,
  identify: Identify,
  question: Question,
  dues: Dues,
  review: Review,
  pay: Pay,
  receipt: Receipt,
  handout: Handout,
  taken: Taken,
  details: Details,
  rate: Rate,
  unresolved: Unresolved,
  thanks: Thanks,
};

export function drawn(screen: Screen): Component<{ screen: Screen; view: View }> {
  return screens[screen.is] as Component<{ screen: Screen; view: View }>;
}
