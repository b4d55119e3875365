import {
  impactServiceRef,
  type Caller,
  type ItsmKernel,
  type StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { ChangeStore } from '../ChangeStore';

/** What a change was done to, and what fails with that. */
export interface ChangeReach {
  /** What it names, or its service, as the catalog calls it now. */
  items: string[];
  /** Steps from one of these, by reference; 0 for them. */
  distance: ReadonlyMap<string, number>;
  /** The way to something in reach, from an item of the change. */
  pathTo(ref: string): string[];
}

/** The blast radius of a change as the caller may see it; without a CMDB, its items alone. */
export async function reachOfChange(
  caller: Caller,
  change: StoredRecord,
  deps: Pick<ItsmKernel, 'catalog' | 'services'> & { changes: ChangeStore },
): Promise<ChangeReach> {
  const named = (await deps.changes.affectedOf([change.id])).get(change.id);
  const written = named ?? (change.serviceRef ? [change.serviceRef] : []);
  const items = [...new Set((await deps.catalog.called(written)).values())];
  const impact = deps.services.find(impactServiceRef);
  const alone = new Map(items.map(ref => [ref, 0]));
  if (!impact || items.length === 0)
    return { items, distance: alone, pathTo: ref => [ref] };
  const connected = await impact.connections(caller, { items, others: [] });
  return {
    items,
    distance: new Map([
      ...alone,
      ...connected.failing.map(f => [f.ref, f.distance] as const),
    ]),
    pathTo: ref => connected.pathTo(ref) ?? [ref],
  };
}
