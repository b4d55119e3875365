import {
  EXCHANGE_RATES,
  monthsFromTo,
  RateBook,
  type Allocation,
  type CostKind,
  type CostPlan,
  type ExchangeRates,
} from '@callboard/plugin-itsm-common';
import type { Definitions } from '@callboard/plugin-itsm-node';
import type { CostStore, CostSumRow } from './CostStore';
import { itemSums } from './itemMonths';
import type { SharingBook, SharingOf } from './SharingBook';

/** Costs of one month, kind, plan and currency: as they were written, and as they are borne. */
export interface CostCell extends Allocation {
  month: string;
  kind: CostKind;
  plan: CostPlan;
  currency: string;
  own: ReadonlyMap<string, number>;
}

/** Costs of some months, split by the rules. */
export interface CostsOf {
  months: readonly string[];
  cells: readonly CostCell[];
  rates: RateBook;
  sharing: SharingOf;
}

/** Adds up rows to cells, each with what services have of it. */
function cellsOf(rows: readonly CostSumRow[]) {
  const cells = new Map<
    string,
    Pick<CostCell, 'month' | 'kind' | 'plan' | 'currency'> & {
      own: Map<string, number>;
    }
  >();
  for (const { ref, minor, ...of } of rows) {
    const { month, kind, plan, currency } = of;
    const name = `${month} ${kind} ${plan} ${currency}`;
    const cell = cells.get(name) ?? {
      month,
      kind,
      plan,
      currency,
      own: new Map<string, number>(),
    };
    cell.own.set(ref, (cell.own.get(ref) ?? 0) + minor);
    cells.set(name, cell);
  }
  return [...cells.values()];
}

/** Costs that are worked out of something else than what was written. */
export interface MoreCosts {
  sums(
    from: string,
    to: string,
    refs?: readonly string[],
  ): Promise<CostSumRow[]>;
}

/** Puts together what costs were written, what cost models come to, and how shared ones are split. */
export class CostBook {
  constructor(
    private readonly store: CostStore,
    private readonly sharing: SharingBook,
    private readonly definitions: Pick<Definitions, 'list'>,
    private readonly currency: string,
    private readonly more: MoreCosts,
  ) {}

  /** What currencies are worth in the portfolio's. */
  async rates(): Promise<RateBook> {
    const books = await this.definitions.list<ExchangeRates>(EXCHANGE_RATES);
    return new RateBook(
      this.currency,
      [...books]
        .sort((a, b) => (a.key < b.key ? -1 : 1))
        .map(({ body }) => body),
    );
  }

  /**
   * Costs from one month to another.
   *
   * @param refs - only what these bear is of interest; of others that is not complete then. All if absent
   */
  async costs(
    from: string,
    to: string,
    refs?: readonly string[],
  ): Promise<CostsOf> {
    const months = monthsFromTo(from, to);
    const wanted = refs && [
      ...new Set([...refs, ...(await this.sharing.shared())]),
    ];
    const [sums, items, more, sharing, rates] = await Promise.all([
      this.store.sums(from, to, wanted),
      this.store.items(from, to, wanted),
      this.more.sums(from, to, wanted),
      this.sharing.of(months),
      this.rates(),
    ]);
    const cells = cellsOf([...sums, ...itemSums(items, from, to), ...more]).map(
      cell => ({
        ...cell,
        ...sharing.sharing(cell.month).allocate(cell.own),
      }),
    );
    return { months, cells, rates, sharing };
  }
}
