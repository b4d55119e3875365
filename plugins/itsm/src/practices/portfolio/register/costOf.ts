import { formatMoney, formatMoneyShort } from '@callboard/plugin-itsm-common';

/** What somebody thinks that a service costs a year. */
export interface Estimated {
  estimatedCost?: number;
  costCurrency?: string;
}

/** The estimate for people; undefined if there is none. */
export const costOf = ({
  estimatedCost,
  costCurrency,
}: Estimated): string | undefined =>
  estimatedCost === undefined
    ? undefined
    : formatMoney(estimatedCost, costCurrency ?? '');

/** The same where there is little room. */
export const shortCostOf = ({
  estimatedCost,
  costCurrency,
}: Estimated): string | undefined =>
  estimatedCost === undefined
    ? undefined
    : formatMoneyShort(estimatedCost, costCurrency ?? '');
