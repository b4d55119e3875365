import type { PortfolioPart } from '../parts';

/** Money: costs, budgets, suppliers and contracts. */
export function moneyPart(): PortfolioPart {
  return {};
}
