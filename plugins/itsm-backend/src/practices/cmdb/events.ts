import type {
  CiEvent,
  EntityRelation,
  RefInfo,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  CatalogAccess,
  CatalogReader,
} from '@callboard/plugin-itsm-node';
import type { CiVersion } from './HistoryStore';

const iso = (instant: number) => new Date(instant).toISOString();

/**
 * Versions as events, with the relations that the caller may see. That something about what one may
 * not see changed is not told either: such events are left out.
 */
export async function visibleEvents(
  access: CatalogAccess,
  caller: Caller,
  versions: readonly CiVersion[],
): Promise<CiEvent[]> {
  const visible = await access.readable(
    caller,
    versions.flatMap(({ change: { relations } }) =>
      [...relations.added, ...relations.removed].map(r => r.targetRef),
    ),
  );
  const seen = (relations: readonly EntityRelation[]) =>
    relations.filter(r => visible.has(r.targetRef));
  return versions.flatMap((version): CiEvent[] => {
    const { added, removed } = version.change.relations;
    const event: CiEvent = {
      position: version.position,
      ref: version.ref,
      kind: version.what,
      at: iso(version.validFrom),
      since: version.since === undefined ? undefined : iso(version.since),
      changes: version.change.changes,
      relations: { added: seen(added), removed: seen(removed) },
    };
    const nothing =
      event.kind === 'changed' &&
      event.changes.length === 0 &&
      event.relations.added.length === 0 &&
      event.relations.removed.length === 0;
    return nothing ? [] : [event];
  });
}

/** What the references in events are called. */
export function describeEvents(
  catalog: CatalogReader,
  items: readonly Pick<CiEvent, 'ref' | 'relations'>[],
  asked?: string,
): Promise<Record<string, RefInfo>> {
  return catalog.describe([
    asked,
    ...items.flatMap(({ ref, relations }) => [
      ref,
      ...relations.added.map(r => r.targetRef),
      ...relations.removed.map(r => r.targetRef),
    ]),
  ]);
}
