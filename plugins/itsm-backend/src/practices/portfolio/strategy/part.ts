import type { PortfolioPart } from '../parts';

/** Strategy: what the business wants to reach, what serves it, and how the market changes. */
export function strategyPart(): PortfolioPart {
  return {};
}
