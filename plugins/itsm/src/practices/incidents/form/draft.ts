import { newIncidentSchema } from '@callboard/plugin-itsm-common';
import type { Severity } from '@callboard/plugin-itsm-common';

/** An incident that is being written. */
export interface IncidentDraft {
  serviceRef?: string;
  title: string;
  description: string;
  impact: Severity;
  urgency: Severity;
  ciRef?: string;
  category: string;
  requestedForRef?: string;
}

/** What the form begins with. */
export function emptyDraft(service: string | undefined): IncidentDraft {
  return {
    serviceRef: service,
    title: '',
    description: '',
    impact: 2,
    urgency: 2,
    category: '',
  };
}

/** What is sent: the draft without what was left empty. */
export function toNewIncident(draft: IncidentDraft) {
  const filled = Object.entries(draft).filter(
    ([, value]) => value !== undefined && value !== '',
  );
  return { title: '', ...Object.fromEntries(filled) };
}

/** The problems of a draft by field, as the contract sees them; empty if it can be sent. */
export function problemsOf(
  draft: IncidentDraft,
): Partial<Record<keyof IncidentDraft, string>> {
  const parsed = newIncidentSchema.safeParse(toNewIncident(draft));
  if (parsed.success) return {};
  return Object.fromEntries(
    parsed.error.issues.map(issue => [String(issue.path[0]), issue.message]),
  );
}
