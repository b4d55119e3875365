import type { CiClass, CiClassBody } from '@callboard/plugin-itsm-common';
import type { Definition } from '@callboard/plugin-itsm-node';
import type { Classifiable } from './CiFactsReader';

/** A class as the rest of the practice takes it. */
export function toClass({ key, body }: Definition<CiClassBody>): CiClass {
  return { ...body, key, type: body.type ?? key };
}

/**
 * The class that applies to an entity by kind and type. One that names the type counts before one
 * for all types of the kind; of two alike the first by key, so that it stays the same.
 */
export function classFor(
  classes: readonly CiClass[],
  { kind, type }: Pick<Classifiable, 'kind' | 'type'>,
): CiClass | undefined {
  let best: { rank: number; ciClass: CiClass } | undefined;
  for (const ciClass of classes) {
    const ranks: number[] = ciClass.appliesTo
      .filter(a => a.kind === kind && (a.type === undefined || a.type === type))
      .map(a => (a.type === undefined ? 1 : 2));
    if (kind === 'resource' && type === ciClass.type) ranks.push(3);
    const rank = Math.max(0, ...ranks);
    const better =
      rank > (best?.rank ?? 0) ||
      (rank > 0 && rank === best?.rank && ciClass.key < best.ciClass.key);
    if (better) best = { rank, ciClass };
  }
  return best?.ciClass;
}
