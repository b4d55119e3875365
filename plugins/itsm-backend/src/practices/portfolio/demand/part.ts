import type { PortfolioPart } from '../parts';

/** Demand: what customers and teams need, and what becomes of it. */
export function demandPart(): PortfolioPart {
  return {};
}
