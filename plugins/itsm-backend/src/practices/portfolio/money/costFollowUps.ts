import type { Projection } from '@callboard/plugin-itsm-node';
import type { ContractCostStore } from './contracts/ContractCostStore';
import { COST_ITEM_SUBJECT, COST_LINE_SUBJECT } from './costs/CostWriter';

type Tx = Parameters<Projection['apply']>[0];

const OF_COSTS = [COST_LINE_SUBJECT, COST_ITEM_SUBJECT].flatMap(subject =>
  ['added', 'changed', 'removed'].map(what => `${subject}.${what}`),
);
const OF_CONTRACTS = [
  'record.created',
  'record.transitioned',
  'record.changed',
  'link.added',
  'link.removed',
];

/**
 * Services whose costs changed are looked at again. It is no part of the change, which never waits for what
 * looks at services meanwhile.
 */
export const costFollowUps = (
  store: Pick<ContractCostStore, 'servedBy'>,
  touch: (tx: Tx, refs: readonly string[]) => Promise<void>,
): Projection => ({
  id: 'portfolio.costs',
  title: 'Services whose costs changed',
  kinds: [...OF_COSTS, ...OF_CONTRACTS],
  // All services are looked at once a day whatever happened before.
  fromNow: true,
  async apply(tx, entries) {
    const served = await store.servedBy(
      tx,
      entries
        .filter(({ kind }) => OF_CONTRACTS.includes(kind))
        .map(({ subjectId }) => subjectId),
    );
    const refs = entries.flatMap(({ kind, subjectId, payload }) => {
      if (OF_COSTS.includes(kind)) return [payload.serviceRef];
      const now = served.get(subjectId);
      // What it is for no longer is no link of it.
      return now ? [...now, payload.target] : [];
    });
    const known = refs.filter(
      (ref): ref is string =>
        typeof ref === 'string' && /^[a-z]+:[^/]+\/./.test(ref),
    );
    await touch(tx, [...new Set(known)].sort());
  },
});
