import type { Facts, Moment } from '@callboard/plugin-itsm-common';

/** A journal entry of a record, as far as clocks look at it. */
export interface ClockEntry {
  position: number;
  at: number;
  kind: string;
  /** Of whoever did it, among the journal's principals. */
  actorId: number;
  /** `observe` for what was brought in from elsewhere. */
  mode: 'enforce' | 'observe';
  audience: string;
  status?: string;
  payload: Readonly<Record<string, any>>;
}

/** The kinds of entries that clocks look at; a fact of a service ends with its kind. */
export const CLOCK_KINDS = [
  'record.created',
  'record.changed',
  'record.transitioned',
  'comment.added',
] as const;
/** How a re-evaluation of what is known of a service ends, e.g. `incident.service-facts`. */
export const SERVICE_FACTS = '.service-facts';
/** How the fact ends that a threshold was reached, e.g. `incident.threshold`. It moves no clock. */
export const THRESHOLD = '.threshold';

/** Whether clocks look at entries of a kind. */
export const concernsClocks = (kind: string): boolean =>
  (CLOCK_KINDS as readonly string[]).includes(kind) ||
  kind.endsWith(SERVICE_FACTS);

const isPlain = (value: unknown) =>
  ['string', 'number', 'boolean'].includes(typeof value);

/**
 * What happened to a record, as moments with all that was known then. The journal is its only source:
 * values that it keeps apart, texts and people, are no facts, and nothing is looked up.
 *
 * @param entries - of one record, in the order of the journal
 * @param categoryOf - the category of a state, by type of record
 */
export function momentsOf(
  entries: readonly ClockEntry[],
  categoryOf: (type: string, status: string) => string | undefined,
): Moment[] {
  // What was learned late is put where it belongs before anything is made of it.
  const sorted = entries
    .filter(entry => concernsClocks(entry.kind))
    .sort((a, b) => a.at - b.at || a.position - b.position);
  const first = sorted.find(entry => entry.kind === 'record.created');
  const type = first ? String(first.payload.type ?? '') : '';
  let facts: Record<string, unknown> = { type };
  let requesterId: number | undefined;
  return sorted.map(entry => {
    const { payload, status, position, at } = entry;
    facts = { ...facts };
    for (const { field, after } of (payload.changes ?? []) as {
      field: string;
      after?: any;
    }[]) {
      if (isPlain(after)) facts[field] = after;
      else delete facts[field];
      if (field === 'requesterRef') requesterId = after?.principal;
    }
    if (status !== undefined) {
      facts.status = status;
      facts.statusCategory = categoryOf(type, status);
    }
    if (payload.service !== undefined) {
      for (const key of Object.keys(facts))
        if (key.startsWith('service.')) delete facts[key];
      for (const [key, value] of Object.entries(payload.service))
        facts[`service.${key}`] = value;
    }
    const told =
      entry.kind === 'comment.added' &&
      entry.audience === 'requester' &&
      entry.actorId !== requesterId;
    const moment: Moment = { at, position, facts: facts as Facts };
    return told ? { ...moment, told } : moment;
  });
}
