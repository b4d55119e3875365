import type {
  KpiDirection,
  SignalRule,
  Xmr,
  XmrSignal,
} from '@callboard/plugin-itsm-common';

/** Whether a signal is good news. */
export type Sense = 'good' | 'bad' | 'news';

/** How a point that is news is drawn. */
export interface Mark {
  rule: SignalRule;
  sense: Sense;
  /** The signal by which one knows it; absent of the points before it that it needs. */
  signal?: XmrSignal;
}

function senseOf(signal: XmrSignal, direction: KpiDirection): Sense {
  if (direction === 'neutral') return 'news';
  return (signal.side === 'above') === (direction === 'up') ? 'good' : 'bad';
}

/** The points that are news, by index: of several signals the strongest, and all points of a row. */
export function marksOf(
  xmr: Xmr | undefined,
  direction: KpiDirection,
): ReadonlyMap<number, Mark> {
  const marks = new Map<number, Mark>();
  for (const signal of xmr?.signals ?? []) {
    const mark = { rule: signal.rule, sense: senseOf(signal, direction) };
    if (!marks.get(signal.index)?.signal)
      marks.set(signal.index, { ...mark, signal });
    if (signal.rule !== 'run') continue;
    for (let index = signal.since; index < signal.index; index += 1) {
      if (!marks.has(index)) marks.set(index, mark);
    }
  }
  return marks;
}

/** The outline of a mark around a point. A circle is what is usual. */
export function markPath(rule: SignalRule, x: number, y: number): string {
  const r = 5;
  switch (rule) {
    case 'beyond':
      return `M${x} ${y - r - 1.5}L${x + r + 1.5} ${y}L${x} ${y + r + 1.5}L${
        x - r - 1.5
      } ${y}Z`;
    case 'run':
      return `M${x - r + 1} ${y - r + 1}H${x + r - 1}V${y + r - 1}H${
        x - r + 1
      }Z`;
    default:
      return `M${x} ${y - r - 1}L${x + r + 1} ${y + r - 1}H${x - r - 1}Z`;
  }
}
