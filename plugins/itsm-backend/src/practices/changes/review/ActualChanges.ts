import type { ActualChanges } from '@callboard/plugin-itsm-common';
import {
  ciHistoryServiceRef,
  type Caller,
  type ItsmKernel,
  type StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { ChangeStore } from '../ChangeStore';
import { reachOfChange } from './reachOfChange';

/** Items that are looked at, the nearest first. */
const MOST_LOOKED = 2_000;

const iso = (at: unknown) =>
  typeof at === 'number' ? new Date(at).toISOString() : undefined;

/**
 * Tells what really changed while a change was carried out: of what it was done to, and of all that depends
 * on it, what the catalog's history says of that time.
 */
export class ActualChangesTeller {
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'catalog' | 'catalogAccess' | 'clock' | 'services'
    >,
    private readonly changes: ChangeStore,
  ) {}

  async tell(caller: Caller, change: StoredRecord): Promise<ActualChanges> {
    const { services, clock, catalog, catalogAccess } = this.kernel;
    const reach = await reachOfChange(caller, change, {
      catalog,
      services,
      changes: this.changes,
    });
    const visible = await catalogAccess.readable(caller, reach.items);
    const items = reach.items.filter(ref => visible.has(ref));
    const planned = {
      start: iso(change.plannedStart),
      end: iso(change.plannedEnd),
      items,
      expectedImpact:
        change.expectedImpact as ActualChanges['planned']['expectedImpact'],
    };
    const nothing = {
      planned,
      items: [],
      untouched: [],
      looked: 0,
      truncated: false,
    };
    const start = change.actualStart as number | undefined;
    if (start === undefined)
      return { ...nothing, refs: await catalog.describe(items) };
    const ended = typeof change.actualEnd === 'number';
    const end = ended ? (change.actualEnd as number) : clock.now();
    const actual = { start: iso(start)!, end: iso(end)!, ended };
    const history = services.find(ciHistoryServiceRef);
    if (!history) {
      return {
        ...nothing,
        actual,
        unknown:
          'Nobody keeps the history of configuration items here; the practice cmdb is switched off.',
        refs: await catalog.describe(items),
      };
    }
    const near = [...reach.distance]
      .sort(([, a], [, b]) => a - b)
      .slice(0, MOST_LOOKED)
      .map(([ref]) => ref);
    const found = await history.between(caller, near, start, end);
    const named = new Set(items);
    const changed = found.items
      .map(item => ({
        ref: item.ref,
        place: named.has(item.ref) ? ('planned' as const) : ('reach' as const),
        what: item.what,
        changes: item.changes.map(c => ({ ...c })),
        relations: {
          added: item.relations.added.map(r => ({ ...r })),
          removed: item.relations.removed.map(r => ({ ...r })),
        },
        at: iso(item.at)!,
        undone: item.undone,
      }))
      .sort(
        (a, b) =>
          reach.distance.get(a.ref)! - reach.distance.get(b.ref)! ||
          (a.ref < b.ref ? -1 : 1),
      );
    const touched = new Set(changed.map(c => c.ref));
    return {
      planned,
      actual,
      items: changed,
      untouched: items.filter(ref => !touched.has(ref)),
      looked: found.looked,
      truncated: found.truncated || reach.distance.size > MOST_LOOKED,
      refs: await catalog.describe([
        ...items,
        ...changed.flatMap(({ ref, relations: { added, removed } }) => [
          ref,
          ...[...added, ...removed].map(r => r.targetRef),
        ]),
      ]),
    };
  }
}
