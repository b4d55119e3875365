import { RUNNING_STATES } from '@callboard/plugin-itsm-common';
import type { ProfileSection } from './ProfileStore';

/** Stages of the catalog in which nobody should begin to use something. */
const NOT_FOR_USE = ['experimental', 'deprecated'];

/**
 * Where the catalogue shows a service: what is offered or runs by its record first, what there is beside it
 * below, and nowhere what was retired, is on its way out, is tried out or is not live yet, unless it is
 * offered.
 *
 * @param status - of its record in the portfolio, if there is one
 */
export function sectionOf(service: {
  lifecycle?: string;
  status?: string;
  isOffered: boolean;
}): ProfileSection {
  const { lifecycle, status, isOffered } = service;
  if (status === 'retired') return 'hidden';
  if (isOffered) return 'offered';
  if ((RUNNING_STATES as readonly (string | undefined)[]).includes(status))
    return 'offered';
  // A system that the portfolio brought into the catalog is there before anybody can use it.
  if (status !== undefined && lifecycle === undefined) return 'hidden';
  return lifecycle !== undefined && NOT_FOR_USE.includes(lifecycle)
    ? 'hidden'
    : 'known';
}
