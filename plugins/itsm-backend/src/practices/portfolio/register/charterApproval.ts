import { CHARTER_FIELDS, PORTFOLIO_PARTS } from '@callboard/plugin-itsm-common';
import type { RecordApproval, RecordValues } from '@callboard/plugin-itsm-node';

const WORKED_ON: readonly string[] = PORTFOLIO_PARTS.live;

/**
 * When somebody decides about the charter: before anything is made, and again when the business case of
 * what was chartered has changed. What ran already, or was imported, was never chartered here.
 */
function asksAboutTheCharter(
  service: Readonly<RecordValues>,
): 'before' | 'after' | undefined {
  if (service.status === 'deciding') return 'before';
  if (service.approval === undefined) return undefined;
  if (service.status === 'chartered') return 'before';
  return WORKED_ON.includes(String(service.status)) ? 'after' : undefined;
}

/** How services are chartered. */
export const charterApproval: RecordApproval = {
  asks: asksAboutTheCharter,
  approve: 'charter',
  reject: 'decline',
  protects: CHARTER_FIELDS,
};
