import { incidentLifecycle } from '@callboard/plugin-itsm-common';
import type {
  IncidentState,
  StatusCategory,
} from '@callboard/plugin-itsm-common';

/** How something that was asked for stands, as far as its words depend on it. */
export interface Standing {
  status: string;
  statusCategory: StatusCategory;
  holdReason?: string;
}

/** Whether nothing goes on before its requester answers. */
export function waitsForRequester(standing: Standing): boolean {
  return (
    standing.statusCategory === 'waiting' && standing.holdReason === 'requester'
  );
}

/** A state in plain words: how it stands and what happens next. */
export function plainState(status: string): { label: string; next: string } {
  const state = incidentLifecycle.states[status as IncidentState];
  return (
    state?.plain ?? {
      label: state?.label ?? status,
      next: state?.description ?? '',
    }
  );
}
