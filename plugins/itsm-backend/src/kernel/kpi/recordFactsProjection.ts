import type {
  FactKind,
  JournalRow,
  Projection,
  RecordFacts,
} from '@callboard/plugin-itsm-node';
import type { FactStore, StateRow } from './FactStore';
import type { RecordJournal } from './RecordJournal';
import type { Rollups } from './Rollups';

const CREATED = 'record.created';
/** Months that many facts fall into are written once a batch. */
const BATCH = 10_000;
const OF_RECORDS = [CREATED, 'record.changed', 'record.transitioned'];

/** The id of the projection that writes facts of a kind. */
export function factsProjectionId(kind: FactKind): string {
  return kind.projection ?? `kpi.${kind.kind}`;
}

/** What is kept of a record: what the reducer made, and whether it is restricted. */
interface Kept {
  state: unknown;
  restricted?: true;
}

const inOrder = (a: JournalRow, b: JournalRow) =>
  a.at - b.at || a.position - b.position;

function isRestricted(entry: JournalRow, before: boolean): boolean {
  const { changes } = entry.payload as {
    changes?: readonly { field: string; after?: unknown }[];
  };
  if (!OF_RECORDS.includes(entry.kind)) return before;
  const change = changes?.find(({ field }) => field === 'visibility');
  return change ? change.after === 'restricted' : before;
}

/**
 * Lets facts follow the journal of records. Entries of a record are taken in the order in which they
 * happened: one that comes late lets its record be gone through again.
 */
export function recordFactsProjection(
  reducer: RecordFacts,
  deps: { rollups: Rollups; store: FactStore; journal: RecordJournal },
): Projection {
  const { rollups, store, journal } = deps;
  const { kind, recordTypes } = reducer;
  const kinds = [...new Set([...OF_RECORDS, ...(reducer.entryKinds ?? [])])];
  const begins = (entry: JournalRow) =>
    entry.kind === CREATED &&
    (recordTypes === 'all' || recordTypes.includes(String(entry.payload.type)));

  const reduce = (kept: Kept, entries: readonly JournalRow[]): Kept => {
    let { state } = kept;
    let restricted = kept.restricted === true;
    for (const entry of entries) {
      restricted = isRestricted(entry, restricted);
      state = reducer.apply(state, entry);
    }
    return { state, ...(restricted && { restricted }) };
  };

  return {
    id: factsProjectionId(kind),
    title: `Numbers: ${kind.title}`,
    kinds,
    batch: BATCH,
    async apply(tx, entries) {
      const byRecord = new Map<string, JournalRow[]>();
      for (const entry of entries) {
        if (entry.subjectType !== 'record') continue;
        const list = byRecord.get(entry.subjectId);
        if (list) list.push(entry);
        else byRecord.set(entry.subjectId, [entry]);
      }
      const kindId = await rollups.hold(tx, kind.kind);
      const known = await store.states(tx, kindId, [...byRecord.keys()]);
      const after = new Map<string, { kept: Kept; lastAt: number }>();
      const late: string[] = [];
      for (const [id, list] of byRecord) {
        const before = known.get(id);
        if (!before && !list.some(begins)) continue;
        list.sort(inOrder);
        if (before && list[0].at < before.lastAt) {
          late.push(id);
          continue;
        }
        const kept: Kept = before
          ? JSON.parse(before.state)
          : { state: reducer.begin() };
        after.set(id, {
          kept: reduce(kept, list),
          lastAt: list[list.length - 1].at,
        });
      }
      if (late.length > 0) {
        const upTo = entries[entries.length - 1].position;
        const all = await journal.of(tx, late, kinds, upTo);
        for (const [id, list] of all) {
          list.sort(inOrder);
          after.set(id, {
            kept: reduce({ state: reducer.begin() }, list),
            lastAt: list[list.length - 1].at,
          });
        }
      }
      if (after.size === 0) return;
      // The database writes states while facts are compared here.
      await Promise.all([
        rollups.replaceOf(
          tx,
          { kind: kind.kind, kindId },
          [...after.keys()],
          [...after].flatMap(([recordId, { kept }]) =>
            reducer.facts(kept.state, recordId).map(facts => ({
              ...facts,
              recordId,
              restricted: facts.restricted === true || kept.restricted === true,
            })),
          ),
        ),
        store.putStates(
          tx,
          kindId,
          [...after].map(
            ([recordId, { kept, lastAt }]): StateRow => ({
              recordId,
              lastAt,
              state: JSON.stringify(kept),
            }),
          ),
        ),
      ]);
    },
    reset: tx => rollups.clear(tx, kind.kind),
  };
}
