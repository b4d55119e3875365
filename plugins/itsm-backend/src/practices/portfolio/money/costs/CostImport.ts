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
}

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
        : await this.#write(caller, source, some);
      done.added += counted.filter(s => s && !s.before).length;
      done.changed += counted.filter(s => s?.before).length;
      done.same += counted.filter(s => !s).length;
    }
    bad.sort((a, b) => a.line - b.line);
    const sumsOf = (plan: string) =>
      addUp(rows.filter(r => r.plan === plan).map(r => r.amount));
    return {
      dryRun,
      rows: read.count,
      ...done,
      bad: bad.length,
      badLines: bad.slice(0, MOST_BAD_LINES),
      sums: { actual: sumsOf('actual'), budget: sumsOf('budget') },
      header: read.header,
      columns: read.columns,
      sample: rows
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
    return rows.filter(({ line, externalId, serviceRef }) => {
      const before = known.get(externalId)?.serviceRef;
      if (before === undefined || before === serviceRef) return true;
      const mayTake =
        seen.has(before) && mayWriteCosts(caller, owners.get(before)?.ownerRef);
      if (!mayTake)
        bad.push({
          line,
          reason:
            'id: is that of a cost of another service, which is for the group that owns that and for agents',
        });
      return mayTake;
    });
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

  async #write(caller: Caller, source: string, rows: readonly TakenRow[]) {
    const { store, writer } = this.deps;
    try {
      return await store.knex.transaction(async tx => {
        const known = await store.known(
          source,
          rows.map(r => r.externalId),
          tx,
        );
        const steps = this.#steps(caller, source, rows, known);
        await writer.writeLines(
          tx,
          caller,
          steps.flatMap(step => step ?? []),
        );
        return steps;
      });
    } catch (error) {
      const { message, code } = error as Error & { code?: string };
      if (code !== DEADLOCK && !/unique/i.test(message)) throw error;
      throw new ConflictError(
        'Somebody imported the same costs at the same moment; import the file again, which takes nothing twice',
      );
    }
  }
}
