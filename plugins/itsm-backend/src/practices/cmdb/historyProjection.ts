import {
  applyChange,
  type CiEventKind,
  type EntityChange,
} from '@callboard/plugin-itsm-common';
import type { JournalRow, Projection } from '@callboard/plugin-itsm-node';
import type {
  CiRelationRow,
  CiVersion,
  HistoryStore,
  TimedRelation,
} from './HistoryStore';

const KINDS: Readonly<Record<string, CiEventKind>> = {
  'entity.added': 'added',
  'entity.changed': 'changed',
  'entity.removed': 'removed',
};

interface Payload extends EntityChange {
  ref: string;
  name?: string;
  since?: number;
}

const keyOf = (r: CiRelationRow) => `${r.sourceRef} ${r.type} ${r.targetRef}`;

/**
 * Makes the history of configuration items from the journal. Each entry is a version; the one
 * before ends where it begins. A clock that was set back makes no version that begins before the
 * one it follows: what the journal told later held later.
 */
export function historyProjection(store: HistoryStore): Projection {
  return {
    id: 'cmdb.history',
    title: 'History of configuration items',
    kinds: Object.keys(KINDS),
    async apply(tx, entries) {
      const payloads = entries.map(
        entry => entry.payload as unknown as Payload,
      );
      const newest = await store.newest(tx, [
        ...new Set(payloads.map(p => p.ref)),
      ]);
      const versions: CiVersion[] = [];
      const made = new Set<CiVersion>();
      const fresh = new Map<string, TimedRelation>();
      const relations: TimedRelation[] = [];
      const endedVersions = new Map<number, number>();
      const endedRelations: (CiRelationRow & { at: number })[] = [];

      const relate = (entry: JournalRow, payload: Payload, at: number) => {
        const { ref: sourceRef } = payload;
        for (const removed of payload.relations.removed) {
          const relation = { sourceRef, ...removed };
          const mine = fresh.get(keyOf(relation));
          if (mine) mine.validTo = at;
          else endedRelations.push({ ...relation, at });
          fresh.delete(keyOf(relation));
        }
        for (const added of payload.relations.added) {
          const relation = {
            position: entry.position,
            sourceRef,
            ...added,
            validFrom: at,
          };
          relations.push(relation);
          fresh.set(keyOf(relation), relation);
        }
      };

      entries.forEach((entry, i) => {
        const payload = payloads[i];
        const { ref, name, since } = payload;
        const change = {
          changes: payload.changes,
          relations: payload.relations,
        };
        const before = newest.get(ref);
        const at = Math.max(entry.at, before?.validFrom ?? -Infinity);
        const what = KINDS[entry.kind];
        const from = what === 'added' ? {} : before?.fields ?? {};
        const version: CiVersion = {
          position: entry.position,
          ref,
          what,
          title: name ?? before?.title ?? ref,
          validFrom: at,
          since,
          fields: applyChange({ fields: from, relations: [] }, change).fields,
          change,
        };
        // Made in this batch, it is not in the table yet.
        if (before && made.has(before)) before.validTo = at;
        else if (before) endedVersions.set(before.position, at);
        made.add(version);
        versions.push(version);
        newest.set(ref, version);
        relate(entry, payload, at);
      });
      await store.write(tx, {
        versions,
        relations,
        endedVersions,
        endedRelations,
      });
    },
    reset: tx => store.clear(tx),
  };
}
