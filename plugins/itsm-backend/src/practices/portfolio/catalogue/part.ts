import type { PortfolioPart } from '../parts';

/** The service catalogue: which services there are, what they offer and how well they are managed. */
export function cataloguePart(): PortfolioPart {
  return {};
}
