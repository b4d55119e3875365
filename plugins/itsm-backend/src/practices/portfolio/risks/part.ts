import type { PortfolioPart } from '../parts';

/** Risk and continuity: what could happen to services, and how they come back. */
export function risksPart(): PortfolioPart {
  return {};
}
