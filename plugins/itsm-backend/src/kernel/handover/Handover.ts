import {
  type HandOver,
  type RefInfo,
  type StrandedWork,
} from '@callboard/plugin-itsm-common';
import type {
  Authorizer,
  Caller,
  CatalogReader,
} from '@callboard/plugin-itsm-node';
import { isTold } from '../http/isTold';
import type { RecordTypes } from '../RecordTypes';
import type { Records } from '../records/Records';
import type { HandoverStore } from './HandoverStore';

/** Enough for one answer within seconds; whoever has more calls again. */
const PER_CALL = 200;

/**
 * Hands over the open work of groups and people who left, were renamed or never were. Each record
 * is changed by a command of its own, so one that cannot be changed does not hold back the rest,
 * and the journal says who handed it over.
 */
export class Handover {
  constructor(
    private readonly deps: {
      store: HandoverStore;
      records: Records;
      authorizer: Authorizer;
      catalog: CatalogReader;
      types: RecordTypes;
      requireEntity(
        caller: Caller,
        ref: string,
        field: string,
      ): Promise<string>;
    },
  ) {}

  #scoped(caller: Caller): Promise<Caller> {
    const { authorizer, types } = this.deps;
    return authorizer.withScopes(
      caller,
      types.all().flatMap(t => [t.permissions.read, t.permissions.update]),
    );
  }

  /** Work whose holder is gone, most first. */
  async list(
    unscoped: Caller,
  ): Promise<{ items: StrandedWork[]; refs: Record<string, RefInfo> }> {
    const { store, catalog } = this.deps;
    const caller = await this.#scoped(unscoped);
    const [owned, assigned] = await Promise.all([
      store.stranded(caller, 'owner'),
      store.stranded(caller, 'assignee'),
    ]);
    const items = [...owned, ...assigned].sort((a, b) => b.records - a.records);
    const refs = await catalog.describe(
      items.flatMap(item => [item.ref, item.nowRef]),
    );
    return { items, refs };
  }

  /** Hands over up to 200 records and says what became of them. */
  async handOver(unscoped: Caller, { heldAs, from, to }: HandOver) {
    const { store, records, requireEntity } = this.deps;
    const caller = await this.#scoped(unscoped);
    const holder = to === null ? null : await requireEntity(caller, to, 'to');
    const held = await store.heldBy(caller, heldAs, from, PER_CALL);
    const done: string[] = [];
    const failed: { number: string; reason: string }[] = [];
    const key = heldAs === 'owner' ? 'ownerRef' : 'assigneeRef';
    for (const { id, number } of held.items) {
      try {
        await records.changeRecord(caller, { id, set: { [key]: holder } });
        done.push(number);
      } catch (error) {
        if (!isTold(error as Error)) throw error;
        failed.push({ number, reason: (error as Error).message });
      }
    }
    return { done, failed, left: held.total - done.length };
  }
}
