import type { CostLine } from '@callboard/plugin-itsm-common';

type Money = CostLine['amount'];

/** What was written of one kind of cost in one month: costs, and budgets. */
export interface LinesOfKind {
  kind: CostLine['kind'];
  actual: CostLine[];
  budget: CostLine[];
  /** How much more was spent than planned; absent where one of them is not there, or in several currencies. */
  variance?: Money;
}

/** A month with what was written of it. */
export interface LinesOfMonth {
  month: string;
  kinds: LinesOfKind[];
}

function sumOf(lines: readonly CostLine[]): Money | undefined {
  const [first] = lines;
  if (!first || lines.some(l => l.amount.currency !== first.amount.currency))
    return undefined;
  return {
    minor: lines.reduce((sum, { amount }) => sum + amount.minor, 0),
    currency: first.amount.currency,
  };
}

function varianceOf({ actual, budget }: LinesOfKind): Money | undefined {
  const [spent, planned] = [sumOf(actual), sumOf(budget)];
  if (!spent || spent.currency !== planned?.currency) return undefined;
  return {
    minor: spent.minor - planned.minor,
    currency: spent.currency,
  };
}

/**
 * Lines by month and kind, in the order of the months that they come in.
 *
 * @param goesOn - whether more are behind the last: of its month one does not know yet how it compares
 */
export function linesByMonth(
  lines: readonly CostLine[],
  goesOn: boolean,
): LinesOfMonth[] {
  const months = new Map<string, Map<string, LinesOfKind>>();
  for (const line of lines) {
    const kinds = months.get(line.month) ?? new Map<string, LinesOfKind>();
    months.set(line.month, kinds);
    const of = kinds.get(line.kind) ?? {
      kind: line.kind,
      actual: [],
      budget: [],
    };
    kinds.set(line.kind, of);
    of[line.plan].push(line);
  }
  const last = [...months.keys()].pop();
  return [...months].map(([month, kinds]) => ({
    month,
    kinds: [...kinds.values()]
      .sort((a, b) => (a.kind < b.kind ? -1 : 1))
      .map(of => ({
        ...of,
        variance: goesOn && month === last ? undefined : varianceOf(of),
      })),
  }));
}
