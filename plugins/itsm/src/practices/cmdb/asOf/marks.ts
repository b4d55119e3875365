import type { CiEvent } from '@callboard/plugin-itsm-common';
import { justBefore } from '../moment';

/** The time that a slider covers, in milliseconds. */
export interface Span {
  from: number;
  to: number;
}

/** One or several changes on a slider, so near to each other that they are one sign. */
export interface Mark {
  /** How far along, between 0 and 1. */
  place: number;
  count: number;
}

const APART = 0.01;
const STEPS = 400;

/** Where a slider shows that something changed; how it was found at first is no change. */
export function marksOf(
  events: readonly Pick<CiEvent, 'at'>[],
  span: Span,
): Mark[] {
  const length = span.to - span.from;
  const marks: Mark[] = [];
  const places = events
    .map(({ at }) => (Date.parse(at) - span.from) / length)
    .filter(place => place > 0 && place <= 1)
    .sort((a, b) => a - b);
  for (const place of places) {
    const last = marks[marks.length - 1];
    if (last && place - last.place < APART) last.count += 1;
    else marks.push({ place, count: 1 });
  }
  return marks;
}

/** The instant just before the last change at or before another instant, if there was one. */
export function beforePrevious(
  events: readonly Pick<CiEvent, 'at'>[],
  at: number,
  span: Span,
): string | undefined {
  const earlier = events
    .map(event => event.at)
    .filter(e => Date.parse(e) <= at && Date.parse(e) > span.from)
    .sort();
  const last = earlier[earlier.length - 1];
  return last && justBefore(last);
}

/** The instant of the first change after another instant, if there is one. */
export function nextChange(
  events: readonly Pick<CiEvent, 'at'>[],
  at: number,
): string | undefined {
  return events
    .map(event => event.at)
    .filter(e => Date.parse(e) > at)
    .sort()[0];
}

/** How far one press of an arrow key goes: whole seconds, and about 400 presses for all of it. */
export function stepOf(span: Span): number {
  return Math.max(1, Math.round((span.to - span.from) / STEPS / 1000)) * 1000;
}
