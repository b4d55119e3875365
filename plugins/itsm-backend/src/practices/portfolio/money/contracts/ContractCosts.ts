import {
  contractMonths,
  costEndOf,
  COST_PLANS,
  monthAfter,
  monthOfInstant,
  splitAmong,
  type ContractCost,
} from '@callboard/plugin-itsm-common';
import type { RecordCondition } from '@callboard/plugin-itsm-node';
import type { CostSumRow } from '../costs/CostStore';
import {
  importedMark,
  type ContractCostStore,
  type CostingContract,
} from './ContractCostStore';

/** Whether it counts at all. */
const counts = ({ counts: said, written }: CostingContract) =>
  said === 'always' || (said === 'automatic' && !written);

/**
 * What contracts cost the services that they are for, month by month, split by what these weigh. It is worked
 * out whenever it is asked for, so that it is what the contract says, and nothing of it is written.
 *
 * A contract that counts by itself never counts twice: one that somebody wrote into a cost model does not
 * count at all, and where an import says what a service paid for the same kind in a month, that is it.
 */
export class ContractCosts {
  constructor(
    private readonly store: ContractCostStore,
    private readonly zone: string,
  ) {}

  /** As costs and as budgets; all of them if no services are named. */
  async sums(
    from: string,
    to: string,
    refs?: readonly string[],
  ): Promise<CostSumRow[]> {
    const [contracts, imported] = await this.#read(from, to, refs);
    const wanted = refs && new Set(refs);
    return contracts.filter(counts).flatMap(contract =>
      this.#parts(contract, from, to)
        .filter(({ ref }) => !wanted || wanted.has(ref))
        .flatMap(part =>
          COST_PLANS.map(plan => ({
            ...part,
            plan,
            kind: contract.kind,
            currency: contract.currency,
          })),
        )
        .filter(
          row =>
            contract.counts === 'always' || !imported.has(importedMark(row)),
        ),
    );
  }

  /** What a service bears of its contracts, and of which of them it does not, and why. */
  async of(
    ref: string,
    from: string,
    to: string,
    readable: RecordCondition,
  ): Promise<ContractCost[]> {
    const [contracts, imported] = await this.#read(from, to, [ref]);
    const titles = await this.store.titles(
      contracts.map(({ id }) => id),
      readable,
    );
    return contracts
      .filter(({ counts: said }) => said !== 'never')
      .flatMap((contract): ContractCost[] => {
        const { id, number, kind, minor, currency, per, startAt } = contract;
        const weights = [...contract.weights.values()];
        const all = weights.reduce((a, b) => a + b, 0);
        const weight = contract.weights.get(ref) ?? 0;
        const end = costEndOf(contract);
        if (weight === 0 || (end !== undefined && end <= startAt)) return [];
        const parts = this.#parts(contract, from, to).filter(
          part => part.ref === ref,
        );
        if (parts.length === 0) return [];
        const said =
          contract.counts === 'always'
            ? []
            : parts.filter(({ month }) =>
                imported.has(
                  importedMark({ ref, month, kind, plan: 'actual' }),
                ),
              );
        const last = lastMonth(contract, this.zone);
        return [
          {
            ...(titles.has(id) && { number, title: titles.get(id) }),
            kind,
            value: { minor, currency },
            per,
            share: Math.round((weight * 10_000) / all),
            from: monthOfInstant(startAt, this.zone),
            to: last,
            monthly: { minor: parts[0].minor, currency },
            leftOut: leftOutOf(contract, said.length > 0),
            leftOutMonths: said.length,
          },
        ];
      });
  }

  async #read(from: string, to: string, refs?: readonly string[]) {
    const contracts = await this.store.all(refs);
    const asks = contracts.some(
      c => c.counts === 'automatic' && !c.written && c.weights.size > 0,
    );
    const imported = asks
      ? await this.store.imported(from, to, refs)
      : new Set<string>();
    return [contracts, imported] as const;
  }

  /** What each of its services bears, month by month. */
  #parts(contract: CostingContract, from: string, to: string) {
    return contractMonths(contract, from, to, this.zone).flatMap(
      ({ month, minor }) =>
        [...splitAmong(minor, contract.weights)].map(([ref, part]) => ({
          ref,
          month,
          minor: part,
        })),
    );
  }
}

function leftOutOf(
  { counts: said, written }: CostingContract,
  isImported: boolean,
): ContractCost['leftOut'] {
  if (said === 'always') return undefined;
  if (written) return 'cost-model';
  return isImported ? 'imported' : undefined;
}

/** The last month in which it costs something; undefined if it goes on. */
function lastMonth(contract: CostingContract, zone: string) {
  const end = costEndOf(contract);
  if (end === undefined) return undefined;
  const first = monthOfInstant(contract.startAt, zone);
  const [last] = contractMonths(
    contract,
    first,
    monthAfter(monthOfInstant(end, zone), 1),
    zone,
  ).slice(-1);
  return last?.month ?? first;
}
