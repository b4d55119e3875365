import {
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import {
  kindOf,
  normalizeRef,
  type EntityFields,
} from '@callboard/plugin-itsm-common';
import { beginningOf, fieldsOf } from './entityFields';

/** Says what an entity was called before, so that old records still find it. */
export const FORMERLY_ANNOTATION = 'callboard.dev/formerly';

/** What the copy keeps of an entity. */
export interface CopiedEntity {
  ref: string;
  uid?: string;
  etag?: string;
  kind: string;
  name: string;
  title: string;
  type?: string;
  lifecycle?: string;
  ownerRef?: string;
  systemRef?: string;
  annotations: Record<string, string>;
  relations: { type: string; targetRef: string }[];
  /** What its history is told of; nothing for people. */
  fields: EntityFields;
  /** Of a description that is too long for them. */
  beginning?: string;
  /** References it had before. */
  aliases: string[];
}

// The catalog sets hardly any limits; one odd entity must not stop the copy of all others.
const LONGEST_TITLE = 400;
const LONGEST_WORD = 100;
const LONGEST_REF = 512;
const LONGEST_ID = 64;

const asText = (value: unknown, longest = LONGEST_WORD) =>
  typeof value === 'string' ? value.slice(0, longest) : undefined;

/** Half of an id is none: without one an entity is read anew each time, and that is all. */
const asId = (value: unknown) =>
  typeof value === 'string' && value.length <= LONGEST_ID ? value : undefined;

function titleOf(entity: Entity): string {
  const profile = entity.spec?.profile as { displayName?: unknown } | undefined;
  return (
    asText(entity.metadata.title, LONGEST_TITLE) ??
    asText(profile?.displayName, LONGEST_TITLE) ??
    entity.metadata.name
  );
}

/** Takes from a catalog entity what the copy keeps. */
export function copyEntity(
  entity: Entity,
  annotations: readonly string[],
): CopiedEntity {
  const relations = (entity.relations ?? [])
    .map(r => ({
      type: r.type,
      targetRef: r.targetRef.toLocaleLowerCase('en-US'),
    }))
    .filter(
      r => r.type.length <= LONGEST_WORD && r.targetRef.length <= LONGEST_REF,
    );
  const owners = relations
    .filter(r => r.type === RELATION_OWNED_BY)
    .map(r => r.targetRef);
  const all = entity.metadata.annotations ?? {};
  return {
    ref: stringifyEntityRef(entity),
    uid: asId(entity.metadata.uid),
    etag: asId(entity.metadata.etag),
    kind: entity.kind.toLocaleLowerCase('en-US'),
    name: entity.metadata.name,
    title: titleOf(entity),
    type: asText(entity.spec?.type),
    lifecycle: asText(entity.spec?.lifecycle),
    // A group answers for a service; a single person only where no group does.
    ownerRef: owners.find(ref => kindOf(ref) === 'group') ?? owners[0],
    systemRef: relations.find(
      r => r.type === RELATION_PART_OF && kindOf(r.targetRef) === 'system',
    )?.targetRef,
    annotations: Object.fromEntries(
      annotations
        .filter(key => all[key] !== undefined)
        .map(key => [key, all[key]]),
    ),
    relations,
    fields: fieldsOf(entity),
    beginning: beginningOf(entity),
    aliases: (all[FORMERLY_ANNOTATION] ?? '')
      .split(',')
      .map(ref => normalizeRef(ref))
      .filter((ref): ref is string => !!ref && ref.length <= LONGEST_REF),
  };
}
