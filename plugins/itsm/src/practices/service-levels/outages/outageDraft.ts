import type { OutageKind } from '@callboard/plugin-itsm-common';

/** What somebody fills in. Instants are ISO 8601 UTC. */
export interface OutageDraft {
  entityRef?: string;
  kind: OutageKind;
  begin?: string;
  end?: string;
  note: string;
}

/** What is wrong with a draft, by field. */
export interface DraftFaults {
  entityRef?: 'entityMissing';
  begin?: 'beginMissing' | 'ahead';
  end?: 'endBefore' | 'endMissing' | 'ahead';
}

/** Clocks of browsers and servers differ. */
const TOLERANCE_MS = 60_000;

/** What would be refused, said beside the fields before it is sent. The server decides. */
export function faultsOf(draft: OutageDraft, now: number): DraftFaults {
  const { entityRef, kind, begin, end } = draft;
  const faults: DraftFaults = {};
  const planned = kind === 'planned';
  const isAhead = (instant: string) =>
    !planned && Date.parse(instant) > now + TOLERANCE_MS;
  if (!entityRef) faults.entityRef = 'entityMissing';
  if (!begin) faults.begin = 'beginMissing';
  else if (isAhead(begin)) faults.begin = 'ahead';
  if (!end) {
    if (planned) faults.end = 'endMissing';
  } else if (begin && Date.parse(end) <= Date.parse(begin))
    faults.end = 'endBefore';
  else if (isAhead(end)) faults.end = 'ahead';
  return faults;
}

/** An instant to the minute, as the control shows it: what is not shown is not sent either. */
export function toMinute(instant: string): string {
  return new Date(
    Math.floor(Date.parse(instant) / 60_000) * 60_000,
  ).toISOString();
}
