import { kindOf } from './refs';

/** What a field of an entity can be: a value, or a list of them in their order. */
export type EntityFieldValue = string | number | boolean | EntityFieldValue[];

/** What the history keeps of an entity, by the path of the field, e.g. `labels.tier`. */
export type EntityFields = Record<string, EntityFieldValue>;

/** A relation of an entity, as the catalog says it from its side. */
export interface EntityRelation {
  type: string;
  targetRef: string;
}

/** An entity at a moment, as far as the history keeps it. */
export interface EntityState {
  fields: EntityFields;
  relations: readonly EntityRelation[];
}

/** What became of an entity, as a journal entry says it. */
export interface EntityChange {
  changes: {
    field: string;
    before?: EntityFieldValue;
    after?: EntityFieldValue;
  }[];
  relations: { added: EntityRelation[]; removed: EntityRelation[] };
}

const NOTHING: EntityState = { fields: {}, relations: [] };

const keyOf = ({ type, targetRef }: EntityRelation) => `${type} ${targetRef}`;
const inOrder = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** Relations to people are not kept: people must be erasable, and the journal is not. */
export const isKeptRelation = ({ targetRef }: EntityRelation): boolean =>
  kindOf(targetRef) !== 'user';

function without(
  these: readonly EntityRelation[],
  those: readonly EntityRelation[],
): EntityRelation[] {
  const left = new Set(those.filter(isKeptRelation).map(keyOf));
  const unique = new Map(these.filter(isKeptRelation).map(r => [keyOf(r), r]));
  return [...unique]
    .filter(([key]) => !left.has(key))
    .sort(([a], [b]) => inOrder(a, b))
    .map(([, { type, targetRef }]) => ({ type, targetRef }));
}

/**
 * The difference between two states of an entity; undefined if there is none. Applied to the first
 * it gives the second: see {@link applyChange}.
 */
export function entityChange(
  before: EntityState = NOTHING,
  after: EntityState = NOTHING,
): EntityChange | undefined {
  const keys = new Set([
    ...Object.keys(before.fields),
    ...Object.keys(after.fields),
  ]);
  const same = (key: string) =>
    JSON.stringify(before.fields[key]) === JSON.stringify(after.fields[key]);
  const changes = [...keys]
    .filter(key => !same(key))
    .sort(inOrder)
    .map(field => ({
      field,
      before: before.fields[field],
      after: after.fields[field],
    }));
  const relations = {
    added: without(after.relations, before.relations),
    removed: without(before.relations, after.relations),
  };
  const nothing =
    changes.length === 0 &&
    relations.added.length === 0 &&
    relations.removed.length === 0;
  return nothing ? undefined : { changes, relations };
}

/** The state that a change makes of another. */
export function applyChange(
  before: EntityState,
  { changes, relations }: EntityChange,
): EntityState {
  const fields = { ...before.fields };
  for (const { field, after } of changes) {
    if (after === undefined) delete fields[field];
    else fields[field] = after;
  }
  const removed = new Set(relations.removed.map(keyOf));
  const kept = before.relations.filter(r => !removed.has(keyOf(r)));
  return { fields, relations: [...kept, ...relations.added] };
}
