import {
  costReadPermission,
  monthAfter,
  type CostKind,
} from '@callboard/plugin-itsm-common';
import type { ServiceView } from '@callboard/plugin-itsm-node';
import type { CostBook } from './CostBook';
import { Figures, FigureSum } from './figures';

/** Months that the page of a service looks back. */
const TREND = 12;

/** What a service costs, on its page: with what is part of it. */
export function costView(deps: {
  book: CostBook;
  lastMonth: () => string;
}): ServiceView {
  return {
    id: 'costs',
    permissions: [costReadPermission],
    tells: ['costs'],
    async read({ caller, refs }) {
      if (caller.scopes && caller.scopes.get(costReadPermission.name) !== 'all')
        return {};
      const month = deps.lastMonth();
      const { cells, months, rates } = await deps.book.costs(
        monthAfter(month, 1 - TREND),
        month,
        refs,
      );
      const now = new FigureSum(rates);
      const kinds = new Figures<CostKind>(rates);
      const trend = new Figures<string>(rates);
      for (const cell of cells)
        for (const ref of refs) {
          const minor = cell.borne.get(ref);
          if (minor === undefined) continue;
          trend.of(cell.month).add(cell, minor);
          if (cell.month !== month) continue;
          now.add(cell, minor);
          kinds.of(cell.kind).add(cell, minor);
        }
      const { actual, budget } = now.figure;
      const past = months.map(m => ({
        month: m,
        sum: trend.of(m).figure.actual,
      }));
      if (past.every(({ sum }) => sum.amounts.length === 0)) {
        if (budget.amounts.length === 0) return {};
      }
      return {
        costs: {
          month,
          amounts: actual.amounts,
          converted: actual.converted,
          kinds: kinds
            .entries()
            .flatMap(([kind, { actual: of }]) =>
              of.converted && of.amounts.length > 0
                ? [{ kind, amount: of.converted }]
                : [],
            )
            .sort((a, b) => b.amount.minor - a.amount.minor),
          budget: budget.amounts.length > 0 ? budget.converted : undefined,
          // A month that cannot be told in one currency is left out, and no nothing.
          trend: past.flatMap(({ month: m, sum }) =>
            sum.converted ? [{ month: m, minor: sum.converted.minor }] : [],
          ),
        },
      };
    },
  };
}
