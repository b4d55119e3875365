import type {
  ClockExplanation,
  ClockStretchView,
} from '@callboard/plugin-itsm-common';
import { DateTime } from 'luxon';

/** One run of a clock as it is explained. */
export type Cycle = ClockExplanation['clocks'][number]['cycles'][number];

/** What a piece of the lane shows. */
export type Piece =
  | 'running'
  | 'outside'
  | 'paused'
  | 'idle'
  | 'stopped'
  | 'ahead';

/** A piece of the lane. Places are shares of its width, 0 to 1. */
export interface LanePiece {
  what: Piece;
  x: number;
  width: number;
}

/** Something that changed about the clock. */
export interface Mark {
  at: string;
  x: number;
  changes: ('agreement' | 'goal' | 'owner')[];
}

/** The picture of a run: pieces, marks and the axis, by shares of the width. */
export interface Life {
  from: number;
  to: number;
  pieces: LanePiece[];
  marks: Mark[];
  ticks: { at: number; x: number; label: string }[];
  due?: { at: string; x: number };
  now?: number;
}

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  10 * SECOND,
  30 * SECOND,
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
  14 * DAY,
  30 * DAY,
  90 * DAY,
  365 * DAY,
];
const MOST_TICKS = 5;
/** Marks closer than this share of the width are told as one. */
const NEAR = 0.012;

/** As much of an instant as tells ticks apart. */
function formatOf(step: number, length: number): string {
  if (step < MINUTE) return 'HH:mm:ss';
  if (step >= DAY) return 'd LLL';
  return length > DAY * 0.9 ? 'ccc HH:mm' : 'HH:mm';
}

/** Round instants in the reader's zone, few enough to be read on a phone. */
function ticksOf(from: number, to: number) {
  const step =
    STEPS.find(each => (to - from) / each <= MOST_TICKS) ??
    STEPS[STEPS.length - 1];
  const zero = DateTime.fromMillis(from).startOf('day');
  const format = formatOf(step, to - from);
  const ticks: { at: number; label: string }[] = [];
  let index = Math.ceil((from - zero.toMillis()) / step);
  for (; ; index += 1) {
    // By the wall, so that a day on which clocks are changed keeps its round times.
    const at = zero
      .plus(
        step >= DAY
          ? { days: (index * step) / DAY }
          : { seconds: (index * step) / SECOND },
      )
      .toMillis();
    if (at > to) return ticks;
    if (at >= from)
      ticks.push({ at, label: DateTime.fromMillis(at).toFormat(format) });
  }
}

function changesBetween(
  before: ClockStretchView,
  after: ClockStretchView,
): Mark['changes'] {
  const changes: Mark['changes'] = [];
  const named = ({ agreement }: ClockStretchView) =>
    agreement && `${agreement.key}@${agreement.version}`;
  if (after.agreement && before.agreement && named(before) !== named(after))
    changes.push('agreement');
  if (
    after.goal !== undefined &&
    before.goal !== undefined &&
    before.goal !== after.goal
  )
    changes.push('goal');
  if (before.ownerRef !== after.ownerRef) changes.push('owner');
  return changes;
}

/** The parts of a stretch that are not working time. */
function gapsOf(
  from: number,
  to: number,
  working: ClockStretchView['working'],
) {
  const gaps: [number, number][] = [];
  let end = from;
  for (const span of working) {
    const begin = Date.parse(span.from);
    if (begin > end) gaps.push([end, begin]);
    end = Math.max(end, Date.parse(span.to));
  }
  if (to > end) gaps.push([end, to]);
  return gaps;
}

/** Lays a run out on a line of time: until now, or until it is due if that is to come. */
export function lifeOf(cycle: Cycle, at: string): Life | undefined {
  const { dueAt } = cycle;
  // What was done long ago is not told until today: how it came about is what is asked.
  const doneFrom =
    cycle.stretches.findLastIndex(s => s.state !== 'stopped') + 1;
  const stretches = cycle.stretches.slice(0, doneFrom);
  if (stretches.length === 0) return undefined;
  const from = Date.parse(stretches[0].from);
  const last = Date.parse(stretches[stretches.length - 1].to);
  const isDone = doneFrom < cycle.stretches.length;
  const due = dueAt ? Date.parse(dueAt) : undefined;
  const goesOn = cycle.state !== 'stopped' && cycle.state !== 'cancelled';
  // A little room, so that what is at the end does not stick to the edge.
  const end = Math.max(last, due ?? 0, from + MINUTE);
  const tail = Math.max(last, end) + (end - from) * 0.08;
  const to = isDone ? tail : end + (end - from) * 0.03;
  const place = (instant: number) => (instant - from) / (to - from);
  const piece = (what: Piece, a: number, b: number): LanePiece => ({
    what,
    x: place(a),
    width: place(b) - place(a),
  });
  const pieces = stretches.flatMap(stretch => {
    const [a, b] = [Date.parse(stretch.from), Date.parse(stretch.to)];
    if (stretch.state === 'cancelled') return [];
    if (stretch.state !== 'running') return piece(stretch.state, a, b);
    return [
      ...gapsOf(a, b, stretch.working).map(gap => piece('outside', ...gap)),
      ...stretch.working.map(span =>
        piece('running', Date.parse(span.from), Date.parse(span.to)),
      ),
    ];
  });
  if (isDone) pieces.push(piece('stopped', last, to));
  if (goesOn && due !== undefined && due > last)
    pieces.push(piece('ahead', last, due));
  const marks: Mark[] = [];
  stretches.slice(1).forEach((stretch, i) => {
    const changes = changesBetween(stretches[i], stretch);
    if (changes.length === 0) return;
    const x = place(Date.parse(stretch.from));
    const near = marks[marks.length - 1];
    if (near && x - near.x < NEAR)
      near.changes = [...new Set([...near.changes, ...changes])];
    else marks.push({ at: stretch.from, x, changes });
  });
  return {
    from,
    to,
    pieces,
    marks,
    ticks: ticksOf(from, to).map(tick => ({ ...tick, x: place(tick.at) })),
    ...(dueAt && { due: { at: dueAt, x: place(due!) } }),
    ...(goesOn && { now: place(Date.parse(at)) }),
  };
}
