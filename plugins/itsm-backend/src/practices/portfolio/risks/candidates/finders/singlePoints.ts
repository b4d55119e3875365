import type { NeededItem } from '@callboard/plugin-itsm-node';
import {
  impactOfTier,
  pathOfItem,
  titleOf,
  type FinderTools,
  type FoundRisk,
} from './model';

/** Services that facts name; all are counted. */
const MOST_NAMED = 10;

type Graph = readonly Pick<NeededItem, 'ref' | 'needs' | 'groups'>[];

/**
 * What fails if one thing alone fails, for each thing that something needs: of a redundancy, as long as
 * enough are up, nothing does. Circles end, for nothing fails twice.
 */
export function* alone(
  items: Graph,
): Generator<{ ref: string; fails: readonly string[] }> {
  const users = new Map<string, Set<string>>();
  const add = (needed: string, by: string) => {
    const known = users.get(needed);
    if (known) known.add(by);
    else users.set(needed, new Set([by]));
  };
  const byRef = new Map(items.map(item => [item.ref, item]));
  for (const { ref, needs, groups } of items) {
    for (const need of needs) add(need, ref);
    for (const group of groups) for (const one of group.of) add(one, ref);
  }
  for (const start of users.keys()) {
    const failed = new Set([start]);
    for (const ref of failed)
      for (const by of users.get(ref) ?? []) {
        if (failed.has(by)) continue;
        const { needs, groups } = byRef.get(by)!;
        const isDown =
          needs.some(need => failed.has(need)) ||
          groups.some(
            ({ atLeast, of }) =>
              of.filter(one => !failed.has(one)).length < atLeast,
          );
        if (isDown) failed.add(by);
      }
    failed.delete(start);
    if (failed.size > 0) yield { ref: start, fails: [...failed] };
  }
}

/** Finds what alone takes several services down; its own system does not count. */
export async function singlePoints(
  items: Graph,
  tools: FinderTools & { least: number; pause: () => Promise<void> },
): Promise<FoundRisk[]> {
  const { things, least, pause } = tools;
  const found: FoundRisk[] = [];
  const needing = new Set(
    items.flatMap(({ ref, needs, groups }) =>
      needs.length + groups.length > 0 ? [ref] : [],
    ),
  );
  let looked = 0;
  for (const { ref, fails } of alone(items)) {
    looked += 1;
    if (looked % 50 === 0) await pause();
    // An API fails with what provides it, which is found itself.
    if (ref.startsWith('api:') && needing.has(ref)) continue;
    const own = things.get(ref)?.systemRef;
    const services = fails.filter(
      one =>
        one !== own &&
        (one.startsWith('system:') || one.startsWith('component:')),
    );
    if (services.length < least) continue;
    const impact = Math.max(
      ...services.map(one => impactOfTier(things.get(one)?.tier)),
    );
    const thing = things.get(ref);
    const name = titleOf(tools, ref);
    found.push({
      finder: 'single-point',
      subject: ref,
      severity: services.length,
      likelihood: 2,
      impact,
      title: `${name} alone takes ${services.length} services down`,
      why: `If ${name} fails, so do they: nothing says that they can do without it.`,
      remedy:
        'Run more than one of it, or say in the catalog what can stand in for it.',
      serviceRef: ref,
      ownerRef: thing?.ownerRef,
      entities: [ref, ...services],
      facts: [
        { label: 'Services that fail with it', value: `${services.length}` },
        ...services
          .map(one => ({ one, title: titleOf(tools, one) }))
          .sort((a, b) => (a.title < b.title ? -1 : 1))
          .slice(0, MOST_NAMED)
          .map(({ one, title }) => ({
            label: 'Fails',
            value: title,
            ref: one,
          })),
      ],
      path: pathOfItem(ref),
    });
  }
  return found;
}
