import { ACTIVE_CATEGORIES } from '@callboard/plugin-itsm-common';
import type { QueryValues } from '@callboard/plugin-itsm-common';

const active = { category: ACTIVE_CATEGORIES };

/** The ready-made views of the list, each a few filters. */
export const INCIDENT_VIEWS = {
  mine: { ...active, assignee: 'me' },
  team: { ...active, owner: 'mine' },
  unassigned: { ...active, assignee: 'none' },
  open: active,
  all: {},
} as const satisfies Record<string, QueryValues>;

/** The name of a ready-made view. */
export type IncidentViewId = keyof typeof INCIDENT_VIEWS;

/** The view that a list opens with. */
export const DEFAULT_VIEW: IncidentViewId = 'open';

/** The view named in an address, or the default one if the name is none. */
export function viewOf(name: string): IncidentViewId {
  return name in INCIDENT_VIEWS ? (name as IncidentViewId) : DEFAULT_VIEW;
}
