import {
  DEFAULT_PROMOTE_AFTER,
  type ChangeOutcome,
} from '@callboard/plugin-itsm-common';
import type {
  DueWork,
  JournalRow,
  NewDueItem,
  Projection,
} from '@callboard/plugin-itsm-node';
import type { StandardStore } from './StandardStore';
import { standingRow, tellStanding } from './standings';
import { STANDARD_CHANGE_KIND, type TemplateHistory } from './Templates';
import type { Templates } from './Templates';
import { REVOKE, TELL } from './work';

interface Changed {
  field: string;
  after?: unknown;
}

const valueOf = (entry: JournalRow, field: string): unknown =>
  ((entry.payload.changes ?? []) as readonly Changed[]).find(
    change => change.field === field,
  )?.after;

type Tx = Parameters<Projection['apply']>[0];

/** The change that an incident is said, or no longer said, to be caused by. */
function causeIn(entry: JournalRow): string | undefined {
  const link = entry.payload.link as
    | { kind: string; recordId?: string; inverse?: boolean }
    | undefined;
  return link?.kind === 'caused-by' && !link.inverse
    ? link.recordId
    : undefined;
}

/**
 * Keeps the success record of standard changes: which changes are runs of which template, how they
 * ended, and which incidents are linked as caused by them. Whenever one of these becomes known, the
 * record of the template is told anew, and due work says so and takes back what no longer holds.
 */
export function runsProjection(deps: {
  store: StandardStore;
  templates: Templates;
  due: DueWork;
  now: () => number;
}): Projection {
  const { store, templates, due } = deps;
  let history: TemplateHistory;

  /** Takes up an entry. Returns the id of the run that it says something of. */
  async function take(
    tx: Tx,
    entry: JournalRow,
    known: {
      runs: ReadonlyMap<string, unknown>;
      incidents: ReadonlySet<string>;
    },
  ): Promise<string | undefined> {
    const { subjectId, position, at } = entry;
    if (entry.kind === 'link.added' || entry.kind === 'link.removed') {
      const change = causeIn(entry);
      if (!change || !known.runs.has(change) || !known.incidents.has(subjectId))
        return undefined;
      const blame = { recordId: change, incidentId: subjectId, at, position };
      if (entry.kind === 'link.added') await store.blame(tx, [blame]);
      else await store.unblame(tx, blame);
      return change;
    }
    const outcome = valueOf(entry, 'outcome');
    if (typeof outcome !== 'string' || !known.runs.has(subjectId))
      return undefined;
    await store.finish(tx, {
      recordId: subjectId,
      outcome: outcome as ChangeOutcome,
      finishedAt: at,
      position,
    });
    return subjectId;
  }

  return {
    id: 'changes.standard',
    title: 'Success record of standard changes',
    kinds: [
      'record.created',
      'record.changed',
      'record.transitioned',
      'link.added',
      'link.removed',
      'definition.written',
      'definition.removed',
    ],
    async prepare() {
      // Fresh, so that a run finds the version that it was filed from.
      history = await templates.history({ fresh: true });
    },
    async apply(tx, entries) {
      const begun = entries.flatMap(entry => {
        const key = valueOf(entry, 'templateKey');
        // Filed here, or brought in from elsewhere with whatever is known of it.
        if (typeof key !== 'string') return [];
        const proof = history.proofAt(key, entry.at) ?? '';
        return [{ recordId: entry.subjectId, templateKey: key, proof }];
      });
      await store.begin(tx, begun);
      const linked = entries.filter(causeIn);
      const runs = await store.runsAmong(
        [
          ...linked.map(entry => causeIn(entry)!),
          ...entries
            .filter(entry => valueOf(entry, 'outcome') !== undefined)
            .map(entry => entry.subjectId),
        ],
        tx,
      );
      const incidents = await store.incidentsAmong(
        linked.map(entry => entry.subjectId),
        tx,
      );
      const keys = new Set<string>();
      const told = new Map<string, { causedBy: number; dueAt: number }>();
      const tell = (key: string, entry: JournalRow) =>
        told.set(key, {
          causedBy: entry.position,
          // What is written for later changes nothing before.
          dueAt: Math.max(deps.now(), Number(entry.payload.validFrom ?? 0)),
        });
      for (const entry of entries) {
        const run = await take(tx, entry, { runs, incidents });
        if (run) keys.add(runs.get(run)!.templateKey);
        if (run) tell(runs.get(run)!.templateKey, entry);
        if (!entry.kind.startsWith('definition.')) continue;
        const [kind, key] = entry.subjectId.split('/');
        if (kind !== STANDARD_CHANGE_KIND) continue;
        tell(key, entry);
        // Runs that were brought in before anybody had written the template.
        const proof = history.proofAt(key, 0);
        if (proof && (await store.adopt(tx, key, proof)) > 0) keys.add(key);
      }
      for (const key of keys) await retell(tx, key);
      await due.schedule(
        [...told].flatMap(([key, when]): NewDueItem[] =>
          [TELL, REVOKE].map(kind => ({
            kind,
            key,
            payload: { key },
            ...when,
          })),
        ),
        tx,
      );
    },
    async reset(tx) {
      await store.clear(tx);
    },
  };

  async function retell(tx: Tx, key: string): Promise<void> {
    const all = await store.historyOf(key, tx);
    const promoteAfter = (at: number) =>
      history.at(key, at)?.body.promoteAfter ?? DEFAULT_PROMOTE_AFTER;
    const proofs = new Set([...all.runs, ...all.blames].map(r => r.proof));
    // What the last run or blame was taken back from is told too.
    for (const row of (await store.standings([key], tx)).values())
      proofs.add(row.proof);
    for (const proof of proofs) {
      const standing = tellStanding(
        all.runs.filter(r => r.proof === proof),
        all.blames.filter(b => b.proof === proof),
        promoteAfter,
      );
      await store.keepStanding(tx, standingRow(key, proof, standing));
    }
  }
}
