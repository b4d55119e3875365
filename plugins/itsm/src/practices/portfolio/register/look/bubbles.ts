import {
  PORTFOLIO_PARTS,
  RUNNING_STATES,
  type PortfolioServiceSummary,
} from '@callboard/plugin-itsm-common';

/** What a service is, as far as the picture tells it apart. */
export const SHAPES = ['pipeline', 'making', 'running', 'ended'] as const;
export type Shape = (typeof SHAPES)[number];

/** How many of a field are drawn; the rest is a number. */
export const MOST_IN_FIELD = 12;

/** A service in the picture: in which field, where in it and how large, all from 0 to 1. */
export interface Bubble {
  row: PortfolioServiceSummary;
  value: number;
  risk: number;
  /** From the centre of the field, −0.5 to 0.5. */
  dx: number;
  dy: number;
  /** Area that goes with the cost; undefined where no size can be told. */
  size?: number;
  shape: Shape;
}

/** A field of the picture: all services of one value and one risk. */
export interface Field {
  value: number;
  risk: number;
  bubbles: Bubble[];
  /** Those that are not drawn. */
  more: number;
}

/** What a state is in the picture. */
export function shapeOf(status: string): Shape {
  if ((RUNNING_STATES as readonly string[]).includes(status)) return 'running';
  if ((PORTFOLIO_PARTS.live as readonly string[]).includes(status))
    return 'making';
  return (PORTFOLIO_PARTS.pipeline as readonly string[]).includes(status)
    ? 'pipeline'
    : 'ended';
}

/** Places on a spiral, so that no two of a field lie on each other: the golden angle. */
function placeOf(index: number, count: number): { dx: number; dy: number } {
  if (count === 1) return { dx: 0, dy: 0 };
  const radius = 0.36 * Math.sqrt((index + 0.5) / count);
  const angle = index * 2.399963;
  return { dx: radius * Math.cos(angle), dy: radius * Math.sin(angle) };
}

/**
 * Puts services into fields of value and risk, the dearest first. Costs in another currency than that of the
 * portfolio are not compared: they have no size.
 */
export function fieldsOf(
  rows: readonly PortfolioServiceSummary[],
  currency: string,
): { fields: Field[]; unscored: PortfolioServiceSummary[] } {
  const scored = rows.filter(
    row => row.valueScore !== undefined && row.riskScore !== undefined,
  );
  const costOf = (row: PortfolioServiceSummary) =>
    row.costCurrency === currency ? row.estimatedCost : undefined;
  const most = Math.max(1, ...scored.map(row => costOf(row) ?? 0));
  const byField = new Map<string, PortfolioServiceSummary[]>();
  for (const row of scored) {
    const key = `${row.valueScore}/${row.riskScore}`;
    byField.set(key, [...(byField.get(key) ?? []), row]);
  }
  const fields = [...byField.values()].map(all => {
    const sorted = [...all].sort(
      (a, b) =>
        (costOf(b) ?? -1) - (costOf(a) ?? -1) ||
        a.number.localeCompare(b.number),
    );
    const drawn = sorted.slice(0, MOST_IN_FIELD);
    const { valueScore: value, riskScore: risk } = all[0];
    return {
      value: value!,
      risk: risk!,
      more: sorted.length - drawn.length,
      bubbles: drawn.map((row, index): Bubble => {
        const cost = costOf(row);
        return {
          row,
          value: value!,
          risk: risk!,
          ...placeOf(index, drawn.length),
          size: cost === undefined ? undefined : Math.sqrt(cost / most),
          shape: shapeOf(row.status),
        };
      }),
    };
  });
  return { fields, unscored: rows.filter(row => !scored.includes(row)) };
}
