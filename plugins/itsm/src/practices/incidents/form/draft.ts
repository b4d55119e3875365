import { newIncidentSchema } from '@callboard/plugin-itsm-common';
import type { OfferedTemplate, Severity } from '@callboard/plugin-itsm-common';

/** An incident that is being written. */
export interface IncidentDraft {
  serviceRef?: string;
  title: string;
  description: string;
  impact: Severity;
  urgency: Severity;
  ciRef?: string;
  category: string;
  subcategory: string;
  /** Who has the trouble, if it is not who files. */
  requestedForRef?: string;
  /** How they told of it. */
  channel?: string;
  /** The template it was started from; it brings its tasks and links. */
  template?: string;
  /** Fields that were defined in this portal, by their key without the `custom.` before it. */
  custom?: CustomValues;
}

/** Values of custom fields. */
export type CustomValues = Readonly<Record<string, string | number | boolean>>;

/** The fields that a template may fill. */
const FILLED = [
  'serviceRef',
  'impact',
  'urgency',
  'ciRef',
  'category',
  'subcategory',
] as const;

/** What the form begins with. */
export function emptyDraft(service: string | undefined): IncidentDraft {
  return {
    serviceRef: service,
    title: '',
    description: '',
    impact: 2,
    urgency: 2,
    category: '',
    subcategory: '',
  };
}

/**
 * A draft filled in from a template. What somebody wrote in their own words stays; what another
 * template wrote is replaced.
 *
 * @param before - the template the draft was filled from until now
 */
export function withTemplate(
  draft: IncidentDraft,
  template: OfferedTemplate | undefined,
  before: OfferedTemplate | undefined,
): IncidentDraft {
  const own = (key: 'title' | 'description') =>
    draft[key].trim() !== '' && draft[key] !== before?.record[key];
  const next: IncidentDraft = {
    ...draft,
    template: template?.key,
    title: own('title') ? draft.title : template?.record.title ?? '',
    description: own('description')
      ? draft.description
      : template?.record.description ?? '',
  };
  for (const key of FILLED) {
    const value = template?.record.values[key];
    // The service that somebody came with is the one they mean.
    if (value !== undefined && !(key === 'serviceRef' && draft.serviceRef))
      Object.assign(next, { [key]: value });
  }
  return next;
}

/** What is sent: the draft without what was left empty. */
export function toNewIncident(draft: IncidentDraft) {
  const filled = Object.entries(draft).filter(
    ([key, value]) =>
      value !== undefined &&
      value !== '' &&
      (key !== 'channel' || draft.requestedForRef) &&
      (key !== 'custom' || Object.keys(value).length > 0),
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
