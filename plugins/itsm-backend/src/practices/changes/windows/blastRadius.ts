import {
  impactServiceRef,
  SYSTEM_CALLER,
  type TypedServices,
} from '@callboard/plugin-itsm-node';
import type { MaintenanceItem } from './MaintenanceStore';

/** Items that maintenance is told of, the nearest first; what is beyond is told by what is named. */
export const MOST_RADIUS = 5_000;

/**
 * What maintenance of some items is about: they, and what fails with them. Without the practice `cmdb`
 * it is they alone.
 */
export async function blastRadius(
  services: TypedServices,
  named: readonly string[],
): Promise<MaintenanceItem[]> {
  const items = new Map<string, MaintenanceItem>(
    named.map(ref => [ref, { ref, role: 'named', distance: 0 }]),
  );
  const impact = services.find(impactServiceRef);
  if (!impact || named.length === 0) return [...items.values()];
  // What the graph does not know, or not any more, takes nothing down.
  const { asked } = await impact.needed(SYSTEM_CALLER, named, 1);
  if (asked.length === 0) return [...items.values()];
  const { hits } = await impact.impact(SYSTEM_CALLER, {
    ref: asked,
    limit: MOST_RADIUS,
  });
  for (const { ref, kind, distance } of hits)
    if (!items.has(ref) && kind !== 'group' && kind !== 'user')
      items.set(ref, { ref, role: 'affected', distance });
  return [...items.values()];
}
