import { monthAfter, monthOfInstant } from '@callboard/plugin-itsm-common';
import type {
  Caller,
  ItsmKernel,
  MonthlyCost,
  ServiceCosts,
} from '@callboard/plugin-itsm-node';
import type { BearerStore } from './BearerStore';
import type { CostBook } from './CostBook';
import { Figures } from './figures';
import { systemsAmong } from './withParts';

/** What services cost, for other practices and parts: systems with what is part of them. */
export class OfferedCosts implements ServiceCosts {
  constructor(
    private readonly kernel: Pick<ItsmKernel, 'catalogAccess' | 'clock'>,
    private readonly deps: {
      book: CostBook;
      bearers: BearerStore;
      zone: string;
    },
  ) {}

  /** The last month that is over. */
  lastMonth(): string {
    return monthAfter(
      monthOfInstant(this.kernel.clock.now(), this.deps.zone),
      -1,
    );
  }

  async monthly(
    refs: readonly string[],
    month = this.lastMonth(),
    caller?: Caller,
  ): Promise<ReadonlyMap<string, MonthlyCost>> {
    if (refs.length === 0) return new Map();
    const { book, bearers } = this.deps;
    const parts = await bearers.partsOf(systemsAmong(refs));
    const all = [...parts.values()].flat();
    const seen = caller
      ? await this.kernel.catalogAccess.readable(caller, all)
      : new Set(all);
    const wholes = new Map<string, string[]>();
    for (const ref of refs)
      for (const one of [
        ref,
        ...(parts.get(ref) ?? []).filter(part => seen.has(part)),
      ])
        wholes.set(one, [...(wholes.get(one) ?? []), ref]);
    const { cells, rates } = await book.costs(month, month, [...wholes.keys()]);
    const sums = new Figures<string>(rates);
    for (const cell of cells)
      if (cell.plan === 'actual')
        for (const [one, minor] of cell.borne)
          for (const ref of wholes.get(one) ?? [])
            sums.of(ref).add(cell, minor);
    return new Map(
      sums
        .entries()
        .filter(([, { actual }]) => actual.amounts.length > 0)
        .map(([ref, { actual }]) => [ref, { month, ...actual }]),
    );
  }
}
