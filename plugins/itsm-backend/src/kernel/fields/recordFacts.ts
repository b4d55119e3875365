import type { Caller, StoredRecord } from '@callboard/plugin-itsm-node';
import { openForDays } from './fieldSql';
import type { RegisteredField } from './fieldSource';

/** What hangs on a record and can be filtered by. */
export interface RecordAttachments {
  watcher?: readonly string[];
  collaborator?: readonly string[];
  linkedRef?: readonly string[];
  externalId?: readonly string[];
}

/**
 * A record as filters see it in memory: by field key, without what the caller may not see.
 *
 * @param works - whether the caller works on the record
 * @param now - milliseconds since the epoch
 */
export function recordFacts(
  fields: ReadonlyMap<string, RegisteredField>,
  record: StoredRecord,
  attached: RecordAttachments,
  viewer: { caller: Caller; works: boolean; now: number },
): Record<string, unknown> {
  const facts: Record<string, unknown> = {};
  for (const [key, { definition, source }] of fields) {
    const held =
      attached[key as keyof RecordAttachments] ??
      (source.from === 'derived'
        ? openForDays(record, viewer.now)
        : record[key]);
    if (held === undefined || held === null) continue;
    if (viewer.works || definition.audience !== 'internal') facts[key] = held;
    else if (source.from === 'participants') {
      facts[key] = (held as string[]).filter(ref =>
        viewer.caller.ownership.includes(ref),
      );
    }
  }
  return facts;
}
