import type { PortfolioPart } from '../parts';

/** The portfolio: services from the idea to their retirement. */
export function registerPart(): PortfolioPart {
  return {};
}
