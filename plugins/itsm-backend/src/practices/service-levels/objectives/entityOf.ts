import {
  normalizeRef,
  OBJECTIVE_ENTITY_ANNOTATION,
  type ObjectiveBody,
  type RefInfo,
} from '@callboard/plugin-itsm-common';

/** Kinds of entities that a service without a kind may be, the likeliest first. */
const SERVICE_KINDS = ['component', 'system', 'api', 'resource', 'domain'];

/** What an objective may be about: what the annotation says, else what is called as its service. */
export function entityCandidates({ metadata, spec }: ObjectiveBody): string[] {
  const stated = metadata.annotations?.[OBJECTIVE_ENTITY_ANNOTATION];
  const name = stated ?? spec.service;
  if (stated !== undefined || name.includes(':')) {
    const ref = normalizeRef(name);
    return ref ? [ref] : [];
  }
  const path = name.includes('/') ? name : `default/${name}`;
  return SERVICE_KINDS.flatMap(kind => normalizeRef(`${kind}:${path}`) ?? []);
}

/** The first that the catalog knows; the first at all if it knows none. */
export function knownEntity(
  candidates: readonly string[],
  refs: Readonly<Record<string, RefInfo>>,
): string | undefined {
  return (
    candidates.find(ref => refs[ref] && !refs[ref].dangling) ?? candidates[0]
  );
}
