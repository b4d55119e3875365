import {
  normalizeRef,
  OBJECTIVE_AVAILABILITY_ANNOTATION,
  readPercent,
  type AgreementBody,
  type PromiseSource,
} from '@callboard/plugin-itsm-common';
import type { Definition } from '@callboard/plugin-itsm-node';
import type { Objective } from '../objectives/ObjectiveBook';

/** That something is up so much of the time. */
export interface AvailabilityPromise {
  id: string;
  entityRef: string;
  source: PromiseSource;
  /** A fraction. */
  promised: number;
}

export type WrittenAgreement = Definition<AgreementBody>;

/** An objective as far as it counts here. */
export type CountedObjective = Pick<
  Objective,
  'key' | 'name' | 'target' | 'entityRef' | 'measure' | 'body'
>;

/** Who promises how much of the time. */
export interface Promises {
  /** Our own: objectives, agreements with customers and between teams. */
  own: AvailabilityPromise[];
  /** What suppliers promise of items. */
  suppliers: AvailabilityPromise[];
}

/** Whether an objective is about how much of the time something is up. */
export function isAboutAvailability({
  measure,
  body,
}: Pick<CountedObjective, 'measure' | 'body'>): boolean {
  const said = body.metadata.annotations?.[OBJECTIVE_AVAILABILITY_ANNOTATION];
  return said === undefined ? measure?.source === 'records' : said === 'true';
}

/** Reads who promises availability. A group is not up or down: agreements about one promise none of it. */
export function promisesIn(
  objectives: readonly CountedObjective[],
  agreements: readonly WrittenAgreement[],
): Promises {
  const own: AvailabilityPromise[] = [];
  const suppliers: AvailabilityPromise[] = [];
  for (const objective of objectives) {
    const { key, name, target, entityRef } = objective;
    if (entityRef === undefined || !isAboutAvailability(objective)) continue;
    own.push({
      id: `availability:objective:${key}`,
      entityRef,
      source: { kind: 'objective', key, name },
      promised: target,
    });
  }
  for (const { key, body } of agreements) {
    const { availability, items = [], type, name } = body;
    const promised = availability && readPercent(availability.target);
    if (promised === undefined) continue;
    const to = type === 'uc' ? suppliers : own;
    for (const entityRef of new Set(items)) {
      if (entityRef.startsWith('group:')) continue;
      to.push({
        id: `availability:agreement:${key}:${entityRef}`,
        entityRef,
        source: { kind: 'agreement', key, name },
        promised,
      });
    }
  }
  return { own, suppliers };
}

/** The services that a scope names literally, so that no record of another one is in it. */
export function servicesNamedBy(scope: unknown): string[] {
  if (typeof scope !== 'object' || scope === null) return [];
  const { serviceRef, $all } = scope as Record<string, unknown>;
  const matcher = serviceRef as string | { $eq?: unknown; $in?: unknown };
  const named =
    typeof matcher === 'object' && matcher !== null
      ? matcher.$in ?? matcher.$eq
      : matcher;
  const inside = Array.isArray($all) ? $all.flatMap(servicesNamedBy) : [];
  const refs = [named].flat().flatMap(ref => {
    const known = typeof ref === 'string' ? normalizeRef(ref) : undefined;
    return known ? [known] : [];
  });
  return [...new Set([...refs, ...inside])];
}

/** What an agreement is about, as far as it says so: its items, else the services of its scope. */
export function itemsOf({ items, scope }: AgreementBody): string[] {
  return items ? [...new Set(items)] : servicesNamedBy(scope);
}
