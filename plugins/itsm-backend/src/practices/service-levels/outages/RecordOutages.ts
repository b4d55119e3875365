import {
  SYSTEM_CALLER,
  type KeptOutage,
  type OutageKeeper,
} from '@callboard/plugin-itsm-node';
import type { OutageField, OutageRow, OutageStore } from './OutageStore';
import type { OutageWriter } from './OutageWriter';

type Fields = Partial<
  Pick<OutageRow, 'entityRef' | 'begin' | 'end' | 'withdrawnAt'>
>;

/** What a change of an outage that follows its record is called. */
function kindOf(before: OutageRow, change: Fields): string {
  if ('withdrawnAt' in change) return 'outage.withdrawn';
  if ('end' in change && change.end === undefined) return 'outage.reopened';
  return 'end' in change && before.end === undefined
    ? 'outage.ended'
    : 'outage.corrected';
}

/**
 * See {@link OutageKeeper}. It is told how things stand and not what happened, so telling it twice, late
 * or out of order makes no difference.
 */
export class RecordOutages implements OutageKeeper {
  constructor(
    private readonly store: OutageStore,
    private readonly writer: OutageWriter,
    private readonly now: () => number,
  ) {}

  kept(
    keeper: string,
    recordIds: readonly string[],
    executor?: Parameters<OutageStore['recordsKept']>[2],
  ): Promise<ReadonlySet<string>> {
    return this.store.recordsKept(keeper, recordIds, executor);
  }

  async keep(
    tx: Parameters<OutageStore['insert']>[0],
    { keeper, recordId, outage }: KeptOutage,
  ): Promise<void> {
    const before = await this.store.kept(keeper, recordId, tx);
    if (!before) {
      if (!outage) return;
      const { entityRef, begin, end = outage.over } = outage;
      // One that was resolved when it was opened was none.
      if (end !== undefined && end <= begin) return;
      await this.writer.create(tx, SYSTEM_CALLER, {
        entityRef,
        begin,
        end,
        kind: 'outage',
        keeper,
        recordId,
        byPeople: [],
      });
      return;
    }
    // What was withdrawn is not looked at any more; people take that back.
    if (before.withdrawnAt !== undefined) return;
    const isOurs = (field: OutageField) => !before.byPeople.includes(field);
    const change: Fields = {};
    if (!outage) {
      if (isOurs('withdrawn')) change.withdrawnAt = this.now();
    } else {
      if (isOurs('entityRef') && outage.entityRef !== before.entityRef)
        change.entityRef = outage.entityRef;
      if (isOurs('begin') && outage.begin !== before.begin)
        change.begin = outage.begin;
      const begin = change.begin ?? before.begin;
      const end =
        outage.over === undefined ? outage.end : before.end ?? outage.over;
      const fits = end === undefined || end > begin;
      if (isOurs('end') && end !== before.end && fits) change.end = end;
    }
    if (Object.keys(change).length === 0) return;
    await this.writer.change(
      tx,
      SYSTEM_CALLER,
      before,
      change,
      kindOf(before, change),
    );
  }
}
