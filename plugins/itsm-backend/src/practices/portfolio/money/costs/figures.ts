import {
  addUp,
  type CostFigure,
  type CostSum,
  type MoneyAmount,
  type RateBook,
} from '@callboard/plugin-itsm-common';

/** Adds up sums of one plan over months: in each currency, and together where rates say what they were worth. */
class Adding {
  readonly #amounts: MoneyAmount[] = [];
  #together: number | undefined = 0;

  constructor(private readonly rates: RateBook) {}

  add(minor: number, currency: string, month: string): string | undefined {
    if (minor === 0) return undefined;
    this.#amounts.push({ minor, currency });
    const told = this.rates.convert({ minor, currency }, month);
    if (told && this.#together !== undefined) this.#together += told.minor;
    else this.#together = undefined;
    return told ? undefined : currency;
  }

  get sum(): CostSum {
    return {
      amounts: addUp(this.#amounts),
      converted:
        this.#together === undefined
          ? undefined
          : { minor: this.#together, currency: this.rates.to },
    };
  }
}

/** Adds up what was spent and what was to be. */
export class FigureSum {
  readonly #actual: Adding;
  readonly #budget: Adding;

  constructor(
    rates: RateBook,
    /** Takes the currencies whose rate is missing. */
    private readonly missing: Set<string> = new Set(),
  ) {
    this.#actual = new Adding(rates);
    this.#budget = new Adding(rates);
  }

  add(
    cell: { plan: 'actual' | 'budget'; currency: string; month: string },
    minor: number | undefined,
  ): void {
    const adding = cell.plan === 'actual' ? this.#actual : this.#budget;
    const without = adding.add(minor ?? 0, cell.currency, cell.month);
    if (without) this.missing.add(without);
  }

  get figure(): CostFigure {
    return { actual: this.#actual.sum, budget: this.#budget.sum };
  }
}

/** Figures by a key, made as they are needed. */
export class Figures<K> {
  readonly #sums = new Map<K, FigureSum>();

  constructor(
    private readonly rates: RateBook,
    private readonly missing: Set<string> = new Set(),
  ) {}

  of(key: K): FigureSum {
    let sum = this.#sums.get(key);
    if (!sum)
      this.#sums.set(key, (sum = new FigureSum(this.rates, this.missing)));
    return sum;
  }

  entries(): [K, CostFigure][] {
    return [...this.#sums].map(([key, sum]) => [key, sum.figure]);
  }
}

/** By how much more was spent than was to be; undefined without a budget, or where rates are missing. */
export function varianceOf({ actual, budget }: CostFigure): {
  variance?: MoneyAmount;
  varianceShare?: number;
} {
  const [was, toBe] = [actual.converted, budget.converted];
  if (!was || !toBe || budget.amounts.length === 0) return {};
  const minor = was.minor - toBe.minor;
  return {
    variance: { minor, currency: was.currency },
    varianceShare:
      toBe.minor > 0 ? Math.round((minor * 10_000) / toBe.minor) : undefined,
  };
}
