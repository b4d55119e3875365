import { ConflictError } from '@backstage/errors';
import {
  HOLDING_STATES,
  type ServiceState,
} from '@callboard/plugin-itsm-common';
import type { RecordRule, RecordValues } from '@callboard/plugin-itsm-node';

/** The entity that a name in the catalog makes. */
export const refOfName = (name: string): string => `system:default/${name}`;

const refIn = (values: RecordValues | undefined, key: string) =>
  values?.[key] as string | undefined;

const isHolding = ({ status }: RecordValues) =>
  HOLDING_STATES.includes(status as ServiceState);

/**
 * A service is one entity of the catalog at most, and an entity is at most one service that is not over.
 * One that the catalog does not have keeps its name there, and is given to it once it is chartered; whoever
 * binds it to another one, or unbinds it, takes the name back. Incidents and promises know the service by the entity.
 */
export const holdsOneEntity: RecordRule = async input => {
  const { before, after, set, catalog, caller } = input;
  let name = refIn(after, 'entityName');
  const wanted = name === undefined ? undefined : refOfName(name);
  let entityRef = refIn(after, 'entityRef');
  // Unbound is unbound: it would be bound again at once to what it gives to the catalog.
  if (set.entityRef === null && !set.entityName) name = undefined;
  // What somebody binds to one that is there is not given under a name beside it.
  else if (
    set.entityRef &&
    entityRef !== before?.entityRef &&
    (entityRef !== wanted || caller.kind !== 'system')
  )
    name = undefined;
  else if (set.entityName && entityRef !== wanted) {
    const there = await catalog.find(wanted!);
    // What was called so before has another name now, and leaves this one free.
    if (there?.ref === wanted && there?.removedAt === undefined)
      throw new ConflictError(
        `entityName: the catalog has a system "${name}" already; bind the service to it, or choose another name`,
      );
    entityRef = set.entityRef as string | undefined;
  }
  const values = { entityRef, entityName: name, serviceRef: entityRef };
  const holds = isHolding(after);
  // Of two that were imported for one entity the one without it can be worked on, and says what it is.
  const isAsBefore =
    before?.entityRef === entityRef &&
    before?.entityName === name &&
    before?.visibility === after.visibility &&
    isHolding(before!) === holds;
  if (before && isAsBefore && caller.kind !== 'system') return values;
  // Of a restricted one the catalog is told nothing: everybody reads there.
  const isNamed =
    name !== undefined &&
    after.visibility !== 'restricted' &&
    (entityRef === undefined || entityRef === refOfName(name));
  return {
    ...values,
    givenRef: holds && isNamed ? refOfName(name!) : undefined,
    boundRef: holds ? entityRef : undefined,
  };
};
