import { ConflictError } from '@backstage/errors';
import type { Caller, ItsmKernel, NewEntry } from '@callboard/plugin-itsm-node';
import type { CostStore, ItemRow, LineRow } from './CostStore';

type Tx = Parameters<CostStore['insertItem']>[0];
type Row = LineRow | ItemRow;

/** What the journal calls costs of single months, and lines of cost models. */
export const COST_LINE_SUBJECT = 'cost-line';
export const COST_ITEM_SUBJECT = 'cost-item';

/** A cost before and after somebody wrote it. */
export interface CostStep<R extends Row = Row> {
  before?: R;
  after?: R;
}

const isLine = (row: Row): row is LineRow => 'externalId' in row;

/** What the journal keeps of a cost: all but words, which are people's. */
function factsOf(row: Row): Record<string, unknown> {
  const { kind, plan, minor, currency } = row;
  if (isLine(row)) return { month: row.month, kind, plan, minor, currency };
  const { from, to = null, quantity, per, contract = null } = row;
  return { from, to, kind, plan, quantity, minor, currency, per, contract };
}

function entryOf({ before, after }: CostStep): NewEntry {
  const row = (after ?? before)!;
  const subjectType = isLine(row) ? COST_LINE_SUBJECT : COST_ITEM_SUBJECT;
  const left = after ? 'changed' : 'removed';
  const what = before ? left : 'added';
  return {
    subjectType,
    subjectId: row.id,
    kind: `${subjectType}.${what}`,
    payload: {
      serviceRef: row.serviceRef,
      version: row.version,
      ...(isLine(row) && { source: row.source }),
      ...(before && { before: factsOf(before) }),
      ...(after && { after: factsOf(after) }),
    },
  };
}

/** Writes costs and tells the journal what they were before and are now. */
export class CostWriter {
  constructor(
    private readonly kernel: Pick<ItsmKernel, 'journal'>,
    private readonly store: CostStore,
  ) {}

  /** @throws ConflictError if somebody was faster */
  async write<R extends Row>(caller: Caller, step: CostStep<R>): Promise<void> {
    await this.store.knex.transaction(async tx => {
      const append = await this.#tell(tx, caller, [step]);
      const { before, after } = step;
      const table = isLine((after ?? before)!) ? 'cost_lines' : 'cost_items';
      let done = true;
      if (after && before) done = await this.store.update(tx, table, after);
      else if (before) done = await this.store.remove(tx, table, before);
      else if (isLine(after!)) await this.store.putLines(tx, [after]);
      else await this.store.insertItem(tx, after as ItemRow);
      if (!done)
        throw new ConflictError(
          'Somebody changed this cost meanwhile; look at what it says now',
        );
      await append();
    });
  }

  /** Writes lines in a transaction in which those that are there were read. It is the last of its statements. */
  async writeLines(
    tx: Tx,
    caller: Caller,
    steps: readonly CostStep<LineRow>[],
  ): Promise<void> {
    if (steps.length === 0) return;
    const append = await this.#tell(tx, caller, steps);
    await this.store.putLines(
      tx,
      steps.flatMap(s => s.after ?? []),
    );
    await append();
  }

  async #tell(
    tx: Tx,
    caller: Caller,
    steps: readonly CostStep[],
  ): Promise<() => Promise<void>> {
    const prepared = await this.kernel.journal.prepare(
      tx,
      caller,
      steps.map(entryOf),
      new Map(
        steps.map(({ before, after }) => [
          (after ?? before)!.id,
          before?.journalHead,
        ]),
      ),
    );
    for (const { after } of steps)
      if (after) after.journalHead = prepared.heads.get(after.id)!;
    return () => prepared.append();
  }
}
