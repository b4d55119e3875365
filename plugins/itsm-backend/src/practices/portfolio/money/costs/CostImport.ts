import { ConflictError } from '@backstage/errors';
import {
  addUp,
  MOST_BAD_LINES,
  SERVICE_KINDS,
  type BadCostLine,
  type CostImportQuery,
  type CostImportResult,
} from '@callboard/plugin-itsm-common';
import type { Caller, ItsmKernel } from '@callboard/plugin-itsm-node';
import { v7 as uuidv7 } from 'uuid';
import { mayWriteCosts, notTheirCosts } from '../access';
import { canHaveCosts } from './CostCommands';
import type { CostStore, LineRow } from './CostStore';
import type { CostStep, CostWriter } from './CostWriter';
import { readCosts, type CostRow } from './readCosts';

/** Rows that are written in one transaction. */
const AT_ONCE = 500;
const SAMPLE = 10;
/** What PostgreSQL says when it breaks a circle of waiting transactions. */
const DEADLOCK = '40P01';

/** A row whose service is there, and may be written of. */
interface TakenRow extends CostRow {
  serviceRef: string;
  /** The service whose cost it was, where it becomes one of another. */
  takenFrom?: string;
}

const OF_OTHERS =
  'id: is that of a cost of another service, which is for the group that owns that and for agents';
const MEANWHILE =
  'id: became that of a cost of another service meanwhile; import the line again';

/** Whether a line says already what a row says. */
const saysTheSame = (line: LineRow, row: TakenRow) =>
  line.serviceRef === row.serviceRef &&
  line.month === row.month &&
  line.kind === row.kind &&
  line.plan === row.plan &&
  line.minor === row.amount.minor &&
  line.currency === row.amount.currency &&
  // A note that was erased stays away.
  (line.words ?? '') === (row.note ?? '');

/** Why a row cannot be taken, if it cannot. */
function faultOf(
  caller: Caller,
  { named }: CostRow,
  entity?: { ref: string; ownerRef?: string },
): string | undefined {
  if (!entity)
    return `service: there is no ${named.slice(
      0,
      100,
    )} in the catalog, or you may not see it`;
  const { ref, ownerRef } = entity;
  if (!canHaveCosts(ref))
    return `service: must be a ${SERVICE_KINDS.join(', ')}; ${ref} is none`;
  return mayWriteCosts(caller, ownerRef)
    ? undefined
    : `service: ${notTheirCosts(ref)}`;
}

/** Takes costs from files. Good rows are kept whatever the others are, and none of them twice. */
export class CostImport {
  constructor(
    private readonly kernel: Pick<ItsmKernel, 'clock' | 'catalogAccess'>,
    private readonly deps: {
      store: CostStore;
      writer: CostWriter;
      currency: string;
    },
  ) {}

  /** @throws InputError if it is no file of costs at all; nothing was imported then */
  async run(
    caller: Caller,
    text: string,
    query: CostImportQuery,
  ): Promise<CostImportResult> {
    const { dryRun = false, source, columns, decimal } = query;
    const { currency } = this.deps;
    const read = readCosts(text, {
      columns,
      currency,
      decimal: decimal && (decimal === 'comma' ? ',' : '.'),
    });
    const bad: BadCostLine[] = [...read.bad];
    const taken = await this.#taken(caller, read.rows, bad);
    const rows = await this.#ownLines(caller, source, taken, bad);
    // In one order, whatever the file's is: files that are imported at once wait for each other in no circle.
    const inOrder = [...rows].sort((a, b) =>
      a.externalId < b.externalId ? -1 : 1,
    );
    const late = new Map<TakenRow, string>();
    const done = { added: 0, changed: 0, same: 0 };
    for (let i = 0; i < rows.length; i += AT_ONCE) {
      const some = inOrder.slice(i, i + AT_ONCE);
      const counted = dryRun
        ? this.#steps(
            caller,
            source,
            some,
            await this.deps.store.known(
              source,
              some.map(r => r.externalId),
            ),
          )
        : await this.#write(caller, source, some, late);
      done.added += counted.filter(s => s && !s.before).length;
      done.changed += counted.filter(s => s?.before).length;
      done.same += counted.filter(s => !s).length;
    }
    for (const [{ line }, reason] of late) bad.push({ line, reason });
    bad.sort((a, b) => a.line - b.line);
    const kept = rows.filter(row => !late.has(row));
    const sumsOf = (plan: string) =>
      addUp(kept.filter(r => r.plan === plan).map(r => r.amount));
    return {
      dryRun,
      rows: read.count,
      ...done,
      bad: bad.length,
      badLines: bad.slice(0, MOST_BAD_LINES),
      sums: { actual: sumsOf('actual'), budget: sumsOf('budget') },
      header: read.header,
      columns: read.columns,
      sample: kept
        .slice(0, SAMPLE)
        .map(({ line, serviceRef, month, kind, plan, amount }) => ({
          line,
          serviceRef,
          month,
          kind,
          plan,
          amount,
        })),
    };
  }

  /** Rows whose service the caller may see and write costs of; the others are bad. */
  async #taken(
    caller: Caller,
    rows: readonly CostRow[],
    bad: BadCostLine[],
  ): Promise<TakenRow[]> {
    const named = [...new Set(rows.flatMap(r => r.services))];
    const entities = await this.deps.store.owners(named);
    const there = [
      ...new Set([...entities.values()].flatMap(e => (e.gone ? [] : e.ref))),
    ];
    const seen = await this.kernel.catalogAccess.readable(caller, there);
    return rows.flatMap(row => {
      const entity = row.services
        .map(ref => entities.get(ref))
        .find(e => e && !e.gone && seen.has(e.ref));
      const fault = faultOf(caller, row, entity);
      if (fault === undefined) return [{ ...row, serviceRef: entity!.ref }];
      bad.push({ line: row.line, reason: fault });
      return [];
    });
  }

  /** Rows that take no line from a service whose costs the caller may not write; the others are bad. */
  async #ownLines(
    caller: Caller,
    source: string,
    rows: readonly TakenRow[],
    bad: BadCostLine[],
  ): Promise<TakenRow[]> {
    const { store } = this.deps;
    const known = await store.known(
      source,
      rows.map(r => r.externalId),
    );
    const moved = rows.flatMap(({ externalId, serviceRef }) => {
      const before = known.get(externalId)?.serviceRef;
      return before === undefined || before === serviceRef ? [] : [before];
    });
    const [owners, seen] = await Promise.all([
      store.owners([...new Set(moved)]),
      this.kernel.catalogAccess.readable(caller, [...new Set(moved)]),
    ]);
    return rows.flatMap(row => {
      const before = known.get(row.externalId)?.serviceRef;
      if (before === undefined || before === row.serviceRef) return [row];
      const mayTake =
        seen.has(before) && mayWriteCosts(caller, owners.get(before)?.ownerRef);
      if (mayTake) return [{ ...row, takenFrom: before }];
      bad.push({ line: row.line, reason: OF_OTHERS });
      return [];
    });
  }

  /** Why rows cannot be written as things are now, in the transaction that would write them. */
  async #late(
    caller: Caller,
    rows: readonly TakenRow[],
    known: ReadonlyMap<string, LineRow>,
    tx: Parameters<CostWriter['writeLines']>[0],
  ): Promise<ReadonlyMap<TakenRow, string>> {
    const owners = await this.deps.store.owners(
      rows.flatMap(({ externalId, serviceRef }) => [
        serviceRef,
        known.get(externalId)?.serviceRef ?? serviceRef,
      ]),
      tx,
    );
    const isTheirs = (ref: string) =>
      mayWriteCosts(caller, owners.get(ref)?.ownerRef);
    const faultIn = ({ externalId, serviceRef, takenFrom }: TakenRow) => {
      if (!isTheirs(serviceRef)) return `service: ${notTheirCosts(serviceRef)}`;
      const before = known.get(externalId)?.serviceRef ?? serviceRef;
      if (before === serviceRef) return undefined;
      if (before !== takenFrom) return MEANWHILE;
      return isTheirs(before) ? undefined : OF_OTHERS;
    };
    return new Map(
      rows.flatMap(row => {
        const fault = faultIn(row);
        return fault === undefined ? [] : [[row, fault] as const];
      }),
    );
  }

  /** What is to be written of rows; nothing for those that are there as they are. */
  #steps(
    caller: Caller,
    source: string,
    rows: readonly TakenRow[],
    known: ReadonlyMap<string, LineRow>,
  ): (CostStep<LineRow> | undefined)[] {
    const now = this.kernel.clock.now();
    return rows.map(row => {
      const before = known.get(row.externalId);
      if (before && saysTheSame(before, row)) return undefined;
      const { serviceRef, month, kind, plan, amount, note, externalId } = row;
      return {
        before,
        after: {
          id: before?.id ?? uuidv7({ msecs: now }),
          serviceRef,
          month,
          kind,
          plan,
          ...amount,
          words: note,
          wordsByRef:
            before && before.words === note ? before.wordsByRef : caller.ref,
          source,
          externalId,
          version: (before?.version ?? 0) + 1,
          journalHead: '',
          createdAt: before?.createdAt ?? now,
          updatedAt: now,
        },
      };
    });
  }

  /** @param late - where to note rows that were good before and are not any more */
  async #write(
    caller: Caller,
    source: string,
    rows: readonly TakenRow[],
    late: Map<TakenRow, string>,
  ) {
    const { store, writer } = this.deps;
    try {
      const written = await store.knex.transaction(async tx => {
        const known = await store.known(
          source,
          rows.map(r => r.externalId),
          tx,
        );
        const faults = await this.#late(caller, rows, known, tx);
        const steps = this.#steps(
          caller,
          source,
          rows.filter(row => !faults.has(row)),
          known,
        );
        await writer.writeLines(
          tx,
          caller,
          steps.flatMap(step => step ?? []),
        );
        return { steps, faults };
      });
      for (const [row, fault] of written.faults) late.set(row, fault);
      return written.steps;
    } catch (error) {
      const { message, code } = error as Error & { code?: string };
      if (code !== DEADLOCK && !/unique/i.test(message)) throw error;
      throw new ConflictError(
        'Somebody imported the same costs at the same moment; import the file again, which takes nothing twice',
      );
    }
  }
}
