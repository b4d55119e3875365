import type { RecordRule } from '@callboard/plugin-itsm-node';

/** A cost is in a currency: in that of the portfolio, unless another one is said. */
export const statesItsCurrency =
  (currency: string): RecordRule =>
  ({ after }) => {
    if (after.estimatedCost === undefined) return { costCurrency: undefined };
    return { costCurrency: after.costCurrency ?? currency };
  };
