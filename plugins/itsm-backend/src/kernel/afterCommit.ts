import type { Knex } from 'knex';

/** Does something once a transaction has committed, or at once outside of one. */
export function afterCommit(executor: Knex, then: () => void): void {
  const tx = executor as Knex.Transaction;
  if (!tx.isTransaction) then();
  // Whoever began it hears of its failure.
  else tx.executionPromise.then(then, () => {});
}
