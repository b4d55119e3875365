import {
  MOST_BLAST_ITEMS,
  MOST_CONFLICTS,
  nameOf,
  type Assessment,
  type Conflict,
  type FoundConflict,
  type RefInfo,
  type RiskModel,
} from '@callboard/plugin-itsm-common';
import type { FailingItem, ItsmKernel } from '@callboard/plugin-itsm-node';
import { tiersOf, type Assessed } from './Assessor';
import { conflictWords } from './words';

/** Owners that are told; the rest own little of it. */
const MOST_OWNERS = 10;

const iso = (at: number) => new Date(at).toISOString();
const span = ({ from, to }: { from: number; to: number }) => ({
  from: iso(from),
  to: iso(to),
});

/** How often there is what, most first. */
function counted(all: Iterable<string | undefined>): [string, number][] {
  const counts = new Map<string, number>();
  for (const one of all)
    if (one !== undefined) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** How much tiers count in the models, so that what matters most comes first. */
function weightsOf(models: readonly RiskModel[]) {
  const weigh = (model: RiskModel, { attributes }: FailingItem): number => {
    const tier = model.tiers && attributes?.[model.tiers.attribute];
    return tier === undefined ? 0 : model.tiers?.points[tier] ?? 0;
  };
  return (item: FailingItem) =>
    Math.max(...models.map(model => weigh(model, item)));
}

function blastOf({ hits, models }: Assessed): Assessment['impact'] {
  const { asked, failing, withstood, wholeCatalog, knowsMore } = hits;
  if (!knowsMore || asked.length === 0) return undefined;
  const others = failing.slice(asked.length);
  const weight = weightsOf(models);
  const model = models.find(({ tiers }) => tiers) ?? models[0];
  const attribute = model.tiers?.attribute;
  const points = model.tiers?.points ?? {};
  const weighed = others.map(item => ({ item, weight: weight(item) }));
  // What fails is nearest first already, and stays so among equals.
  weighed.sort((a, b) => b.weight - a.weight);
  return {
    total: others.length,
    tiers: Object.entries(tiersOf({ ...hits, failing: others }, model))
      .map(([tier, count]) => ({ tier, count }))
      .sort(
        (a, b) =>
          (points[b.tier] ?? 0) - (points[a.tier] ?? 0) ||
          a.tier.localeCompare(b.tier, 'en-US', { numeric: true }),
      ),
    kinds: counted(others.map(({ kind }) => kind)).map(([kind, count]) => ({
      kind,
      count,
    })),
    owners: counted(others.map(({ ownerRef }) => ownerRef))
      .slice(0, MOST_OWNERS)
      .map(([ref, count]) => ({ ref, count })),
    items: weighed.slice(0, MOST_BLAST_ITEMS).map(({ item }) => ({
      ref: item.ref,
      title: item.title,
      kind: item.kind,
      type: item.type,
      ownerRef: item.ownerRef,
      tier: attribute ? item.attributes?.[attribute] : undefined,
      distance: item.distance,
    })),
    withstood,
    wholeCatalog,
  };
}

/** How the references of an answer are called: what fails is known, the rest is looked up at once. */
async function refsOf(
  catalog: ItsmKernel['catalog'],
  { hits }: Assessed,
  refs: Iterable<string | undefined>,
): Promise<Record<string, RefInfo>> {
  const wanted = new Set<string>();
  for (const ref of refs) if (ref !== undefined) wanted.add(ref);
  const infos: Record<string, RefInfo> = {};
  if (hits.knowsMore) {
    for (const { ref, title, kind, type } of hits.failing) {
      if (!wanted.delete(ref)) continue;
      infos[ref] = { title, kind, type, dangling: false };
    }
  }
  return wanted.size === 0
    ? infos
    : { ...infos, ...(await catalog.describe(wanted)) };
}

/** Who the other one of a conflict is, as far as the caller may know. */
function otherOf(
  { neighbours, freezes }: Assessed,
  { with: id }: FoundConflict,
): { with: Conflict['with']; name: string } {
  const freeze = freezes.get(id);
  if (freeze)
    return {
      with: {
        hidden: false,
        key: freeze.key,
        title: freeze.title,
        span: span(freeze),
      },
      name: freeze.title,
    };
  const other = neighbours.get(id)!;
  if (other.major) {
    const { title, number } = other.major;
    return {
      with: {
        hidden: other.hidden,
        ...(!other.hidden && { number }),
        title,
        span: span(other),
      },
      name: `The major incident “${title}”`,
    };
  }
  if (other.hidden)
    return {
      with: { hidden: true, span: span(other) },
      name: 'A change that you may not read',
    };
  const { number, title } = other.change!;
  return {
    with: { hidden: false, number, title, span: span(other) },
    name: number,
  };
}

/** What was found out, in the form of the API. */
export async function presentAssessment(
  catalog: ItsmKernel['catalog'],
  found: Assessed,
  now: number,
): Promise<Assessment> {
  const { hits, conflicts, window, slots, slotsUntil, partial } = found;
  const shown = conflicts.slice(0, MOST_CONFLICTS);
  const impact = blastOf(found);
  const refs = await refsOf(catalog, found, [
    ...hits.asked,
    ...shown.flatMap(({ path, theirs = [], redundancy }) => [
      ...path,
      ...theirs,
      ...(redundancy?.of ?? []),
    ]),
    ...(impact?.items ?? []).flatMap(({ ref, ownerRef }) => [ref, ownerRef]),
    ...(impact?.owners ?? []).map(({ ref }) => ref),
  ]);
  const titleOf = (ref: string) => refs[ref]?.title ?? nameOf(ref);
  return {
    asOf: iso(now),
    items: hits.asked,
    impact,
    risk: found.risk,
    conflicts: {
      items: shown.map(conflict => {
        const other = otherOf(found, conflict);
        const { kind, overlap, connection, path, theirs, redundancy } =
          conflict;
        return {
          kind,
          with: other.with,
          overlap: span(overlap),
          connection,
          path: [...path],
          ...(theirs && { theirs: [...theirs] }),
          ...(redundancy && {
            redundancy: {
              ...redundancy,
              of: [...redundancy.of],
              failed: [...redundancy.failed],
            },
          }),
          words: conflictWords(conflict, {
            other: other.name,
            nameOf: titleOf,
          }),
        };
      }),
      total: conflicts.length,
      inFreeze: found.inFreeze,
    },
    slots: {
      items: slots.map(({ maintenance, ...at }) => ({
        ...span(at),
        ...(maintenance !== undefined && { maintenance }),
      })),
      ...(window && slotsUntil !== undefined && { until: iso(slotsUntil) }),
    },
    partial: [...partial, ...notesOn(found)],
    refs,
  };
}

/** What the reader should know of how complete it is. */
function notesOn({ hits, missing, items, window }: Assessed): string[] {
  const notes: string[] = [];
  if (items.length === 0)
    notes.push(
      'No item is named as affected, so nothing is known of what it hits; name what is changed.',
    );
  else if (missing > 0)
    notes.push(
      `${missing} of ${items.length} affected items are not in the catalog, or you may not see them; they are not counted.`,
    );
  if (!window)
    notes.push(
      'It has no planned window, so nothing is known of conflicts; plan one.',
    );
  if (!hits.knowsMore)
    notes.push(
      'What depends on what is not known here: only other changes of the same items are found.',
    );
  else if (!hits.wholeCatalog)
    notes.push(
      'You may not see all of the catalog; what you may not see is not counted.',
    );
  return notes;
}
