import type { Lifecycle } from '@callboard/plugin-itsm-common';
import type { TransitionOffer } from './fieldsToAsk';

/** How a button stands among the others: the way on, a pause, the close, the way back, or the end of it. */
export type Weight = 'forward' | 'pause' | 'close' | 'back' | 'end';

/** The weight of a transition, by where it leads. */
export function weightOf(offer: TransitionOffer, lifecycle: Lifecycle): Weight {
  const category = lifecycle.states[offer.to]?.category;
  if (category === 'cancelled') return 'end';
  const way = lifecycle.transitions.find(t => t.name === offer.name);
  const isBack =
    way?.back ||
    (offer.to === lifecycle.initial && !way?.from.includes(lifecycle.initial));
  if (isBack) return 'back';
  if (way?.ends) return 'close';
  return category === 'waiting' ? 'pause' : 'forward';
}

const ORDER: readonly Weight[] = ['forward', 'pause', 'close', 'back', 'end'];

/** Transitions with the way on first and the end of it last; otherwise as the lifecycle has them. */
export function inOrder(
  offers: readonly TransitionOffer[],
  lifecycle: Lifecycle,
): TransitionOffer[] {
  const rank = (offer: TransitionOffer) =>
    ORDER.indexOf(weightOf(offer, lifecycle));
  return [...offers].sort((a, b) => rank(a) - rank(b));
}
