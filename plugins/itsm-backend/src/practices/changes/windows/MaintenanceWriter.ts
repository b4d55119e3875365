import { ConflictError } from '@backstage/errors';
import type { Caller, ItsmKernel, NewEntry } from '@callboard/plugin-itsm-node';
import type {
  MaintenanceItem,
  MaintenanceRow,
  MaintenanceStore,
} from './MaintenanceStore';

/** What the journal calls maintenance. */
export const MAINTENANCE_SUBJECT = 'maintenance';

/** What the journal says of maintenance. */
export const MAINTENANCE_ENTRIES = [
  'maintenance.created',
  'maintenance.changed',
  'maintenance.started',
  'maintenance.ended',
  'maintenance.cancelled',
] as const;
export type MaintenanceEntry = (typeof MAINTENANCE_ENTRIES)[number];

/** Due work that begins and ends maintenance, by its id. */
export const STARTS = 'changes.maintenance-starts';
export const ENDS = 'changes.maintenance-ends';

type Tx = Parameters<MaintenanceStore['insert']>[0];

/** One step in the life of maintenance. */
export interface MaintenanceStep {
  before?: MaintenanceRow;
  /** Its version and the end of its chain are set by the writer. */
  after: MaintenanceRow;
  /** What the journal is told, in this order. */
  kinds: readonly MaintenanceEntry[];
  /** What it is about, where that is looked at anew. */
  planned?: readonly MaintenanceItem[];
  started?: readonly MaintenanceItem[];
}

/**
 * Writes maintenance, its items and what is due of it, and tells the journal. A write is the last step
 * of its transaction: nothing but the commit may follow.
 */
export class MaintenanceWriter {
  constructor(
    private readonly kernel: Pick<ItsmKernel, 'clock' | 'journal' | 'due'>,
    private readonly store: MaintenanceStore,
  ) {}

  /** @throws ConflictError if one of them moved on since it was read */
  async write(
    tx: Tx,
    caller: Caller,
    steps: readonly MaintenanceStep[],
  ): Promise<void> {
    if (steps.length === 0) return;
    const now = this.kernel.clock.now();
    const rows = steps.map(({ before, after }) => ({
      ...after,
      version: (before?.version ?? 0) + 1,
      updatedAt: now,
    }));
    const entries = steps.flatMap(({ kinds, planned, started }, i) =>
      kinds.map((kind): NewEntry => {
        const row = rows[i];
        const items = started ?? planned;
        return {
          subjectType: MAINTENANCE_SUBJECT,
          subjectId: row.id,
          kind,
          payload: {
            version: row.version,
            source: row.source,
            key: row.sourceKey,
            recordId: row.recordId ?? null,
            state: row.state,
            impact: row.impact,
            startsAt: row.startsAt,
            endsAt: row.endsAt ?? null,
            ...(items && {
              named: items.flatMap(({ role, ref }) =>
                role === 'named' ? [ref] : [],
              ),
              affected: items.filter(({ role }) => role === 'affected').length,
            }),
          },
        };
      }),
    );
    const prepared = await this.kernel.journal.prepare(
      tx,
      caller,
      entries,
      new Map(
        steps.map(({ before, after }) => [after.id, before?.journalHead]),
      ),
    );
    for (const row of rows) row.journalHead = prepared.heads.get(row.id)!;
    await this.store.insert(
      tx,
      rows.filter((_, i) => !steps[i].before),
    );
    for (const [i, { before, planned, started }] of steps.entries()) {
      if (before && !(await this.store.update(tx, rows[i])))
        throw new ConflictError(
          'This maintenance moved on meanwhile; it is looked at again',
        );
      if (planned) await this.store.planItems(tx, rows[i].id, planned);
      if (started) await this.store.startItems(tx, rows[i].id, started);
    }
    await this.#schedule(tx, rows);
    await prepared.append();
  }

  /** What is to happen to them, as they are now. The later of two never overtakes the earlier. */
  async #schedule(tx: Tx, rows: readonly MaintenanceRow[]): Promise<void> {
    const { due } = this.kernel;
    const item = (kind: string, { id }: MaintenanceRow, dueAt: number) => ({
      kind,
      key: id,
      dueAt,
      lane: id,
      payload: { id },
    });
    const name = (kind: string) => (row: MaintenanceRow) => ({
      kind,
      key: row.id,
    });
    const waits = rows.filter(({ state }) => state === 'scheduled');
    const goesOn = rows.filter(
      ({ state, endsAt }) =>
        endsAt !== undefined && (state === 'scheduled' || state === 'running'),
    );
    await due.schedule(
      [
        ...waits.map(row => item(STARTS, row, row.startsAt)),
        ...goesOn.map(row => item(ENDS, row, row.endsAt!)),
      ],
      tx,
    );
    await due.cancel(
      [
        ...rows.filter(row => !waits.includes(row)).map(name(STARTS)),
        ...rows.filter(row => !goesOn.includes(row)).map(name(ENDS)),
      ],
      tx,
    );
  }
}
