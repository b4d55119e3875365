import type { Entity } from '@backstage/catalog-model';
import type {
  EntityFields,
  EntityFieldValue,
} from '@callboard/plugin-itsm-common';
import { sha256 } from '../journal/canonical';

/** Longer texts, e.g. the definition of an API, are kept as what they hash to. */
const LONGEST_VALUE = 1_000;
const LONGEST_LIST = 100;
/** So that one odd entity is not worth a megabyte of history each time it changes. */
const MOST_FIELDS = 300;
const DEEPEST = 6;

/** Where the catalog notes for itself where something came from; it changes without the thing. */
const NOISE =
  /^annotations\.backstage\.io\/(managed-by|view-url|edit-url|orphan)/;

/** Told by relations, or a person by name. */
const TOLD_ELSEWHERE = new Set(
  [
    'owner',
    'system',
    'domain',
    'members',
    'memberOf',
    'parent',
    'children',
    'dependsOn',
    'dependencyOf',
    'providesApis',
    'consumesApis',
    'subcomponentOf',
    'subdomainOf',
  ].map(key => `spec.${key}`),
);

function textOf(text: string): string {
  return text.length <= LONGEST_VALUE
    ? text
    : `${text.length} characters, SHA-256 ${sha256(text).slice(0, 16)}`;
}

/**
 * How a description begins that {@link fieldsOf} keeps as a hash, to be shown: whole words, as far as there
 * are any, and no half of a character. It is in no history, which has the hash of all of it.
 */
export function beginningOf({ kind, metadata }: Entity): string | undefined {
  const { description } = metadata;
  if (kind.toLocaleLowerCase('en-US') === 'user') return undefined;
  if (typeof description !== 'string' || description.length <= LONGEST_VALUE)
    return undefined;
  // PostgreSQL keeps no NUL.
  const cut = description.slice(0, LONGEST_VALUE).replace(/\0/g, '');
  const words = /^[^]*\S(?=\s)/.exec(cut)?.[0] ?? '';
  const whole = words.length > cut.length / 2 ? words : cut;
  return `${whole.replace(/[\ud800-\udbff]$/, '').trimEnd()}…`;
}

function valueOf(value: unknown): EntityFieldValue | undefined {
  if (typeof value === 'string') return textOf(value);
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value === 'boolean') return value;
  return undefined;
}

function collect(
  into: EntityFields,
  path: string,
  value: unknown,
  depth: number,
): void {
  if (NOISE.test(path) || TOLD_ELSEWHERE.has(path)) return;
  if (Object.keys(into).length >= MOST_FIELDS) return;
  const plain = valueOf(value);
  if (plain !== undefined) {
    into[path] = plain;
  } else if (Array.isArray(value)) {
    const list = value
      .slice(0, LONGEST_LIST)
      .flatMap((item): EntityFieldValue[] => {
        const own = valueOf(item);
        if (own !== undefined) return [own];
        return item === null || item === undefined
          ? []
          : [textOf(JSON.stringify(item))];
      });
    if (list.length > 0) into[path] = list;
  } else if (value !== null && typeof value === 'object' && depth < DEEPEST) {
    for (const [key, inner] of Object.entries(value))
      collect(into, `${path}.${key}`, inner, depth + 1);
  }
}

/**
 * What the history keeps of an entity: title, description, labels, tags, annotations, links and its
 * whole specification, flattened. Not what the catalog notes for itself, and nothing of people:
 * they must be erasable, and history is not.
 */
export function fieldsOf(entity: Entity): EntityFields {
  const fields: EntityFields = {};
  if (entity.kind.toLocaleLowerCase('en-US') === 'user') return fields;
  const { title, description, labels, tags, annotations, links } =
    entity.metadata;
  const said = { title, description, labels, tags, annotations, links };
  for (const [key, value] of Object.entries(said))
    collect(fields, key, value, 0);
  collect(fields, 'spec', entity.spec, 0);
  return fields;
}
