import type { PortfolioPart } from '../parts';

/** Design and transition: what must stand before a service goes live. */
export function designPart(): PortfolioPart {
  return {};
}
