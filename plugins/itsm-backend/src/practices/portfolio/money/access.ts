import { hasRole, type Caller } from '@callboard/plugin-itsm-node';

/** Whether somebody may write costs of what a group owns: its members and agents may. */
export function mayWriteCosts(caller: Caller, ownerRef?: string): boolean {
  return (
    caller.kind === 'system' ||
    hasRole(caller, 'agent') ||
    (ownerRef !== undefined && caller.ownership.includes(ownerRef))
  );
}

/** Why somebody may not write costs of a service. */
export const notTheirCosts = (ref: string) =>
  `Costs of ${ref} are for the group that owns it and for agents`;
