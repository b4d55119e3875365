import type { PortfolioPart } from '../parts';

/** The page of a service: what all practices tell of it. */
export function servicesPart(): PortfolioPart {
  return {};
}
