import type { ImprovementPart } from '../parts';

/** The register: initiatives and what is measured of them. */
export function registerPart(): ImprovementPart {
  return {};
}
