import { RELATION_PART_OF, stringifyEntityRef } from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogApi } from '@backstage/plugin-catalog-react';
import { entityTitle } from '@callboard/plugin-itsm-react';

/** So many parts are looked at; the picture says how many there are besides. */
export const MOST_PARTS = 500;
/** So many neighbours are looked at. */
const MOST_OUTSIDE = 500;
const AT_ONCE = 200;

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'spec.type',
  'relations',
];

/** An entity as far as the architecture needs it. */
export interface Part {
  ref: string;
  title: string;
  kind: string;
  type?: string;
  ownerRef?: string;
  /** What it is part of: a system, or the domain of a system. */
  partOf?: string;
  relations: ReadonlyArray<{ type: string; targetRef: string }>;
}

/** What the architecture of a system or a domain is drawn from, as far as the reader may see it. */
export interface Landscape {
  root: Part;
  /** Everything in it. */
  parts: readonly Part[];
  /** What its parts have to do with, the systems of that, and owners. */
  around: ReadonlyMap<string, Part>;
  /** How many parts were not looked at. */
  partsLeftOut: number;
}

/** Relations that say who uses whom, from either side. */
export const USES = [
  'dependsOn',
  'dependencyOf',
  'consumesApi',
  'apiConsumedBy',
  'providesApi',
  'apiProvidedBy',
] as const;

const lower = (text: string) => text.toLocaleLowerCase('en-US');

/** An entity as a part. */
export function partOf(entity: Entity): Part {
  const relations = (entity.relations ?? []).map(({ type, targetRef }) => ({
    type,
    targetRef: lower(targetRef),
  }));
  const first = (type: string, kinds: string[]) =>
    relations.find(
      r => r.type === type && kinds.includes(r.targetRef.split(':')[0]),
    )?.targetRef;
  const type = entity.spec?.type;
  return {
    ref: lower(stringifyEntityRef(entity)),
    title: entityTitle(entity),
    kind: lower(entity.kind),
    type: typeof type === 'string' ? type : undefined,
    ownerRef: first('ownedBy', ['group', 'user']),
    partOf: first(RELATION_PART_OF, ['system', 'domain']),
    relations,
  };
}

async function partsOf(
  catalog: CatalogApi,
  refs: readonly string[],
  most: number,
): Promise<{ parts: Part[]; total: number }> {
  const parts: Part[] = [];
  let total = 0;
  let cursor: string | undefined;
  do {
    const { items, totalItems, pageInfo } = await catalog.queryEntities(
      cursor
        ? { cursor, fields: FIELDS }
        : {
            filter: { [`relations.${RELATION_PART_OF}`]: [...refs] },
            fields: FIELDS,
            limit: Math.min(AT_ONCE, most),
            orderFields: { field: 'metadata.name', order: 'asc' },
          },
    );
    parts.push(...items.map(partOf));
    total = totalItems;
    cursor = pageInfo.nextCursor;
  } while (cursor && parts.length < most);
  return { parts: parts.slice(0, most), total };
}

async function byRefs(
  catalog: CatalogApi,
  refs: Iterable<string>,
): Promise<Part[]> {
  const wanted = [...new Set(refs)].sort().slice(0, MOST_OUTSIDE);
  const found: Part[] = [];
  for (let i = 0; i < wanted.length; i += AT_ONCE) {
    const { items } = await catalog.getEntitiesByRefs({
      entityRefs: wanted.slice(i, i + AT_ONCE),
      fields: FIELDS,
    });
    // What is not there may not be seen, or is in the catalog no more.
    found.push(...items.flatMap(entity => (entity ? [partOf(entity)] : [])));
  }
  return found;
}

/** Reads what the architecture of a system or a domain is drawn from. */
export async function readLandscape(
  catalog: CatalogApi,
  entity: Entity,
): Promise<Landscape> {
  const root = partOf(entity);
  const direct = await partsOf(catalog, [root.ref], MOST_PARTS);
  let { parts, total } = direct;
  const systems = parts.filter(({ kind }) => kind === 'system');
  if (systems.length > 0) {
    const inner = await partsOf(
      catalog,
      systems.map(({ ref }) => ref),
      Math.max(1, MOST_PARTS - parts.length),
    );
    parts = [...parts, ...inner.parts];
    total += inner.total;
  }
  const inside = new Set([root.ref, ...parts.map(({ ref }) => ref)]);
  const uses = new Set<string>(USES);
  const neighbours = await byRefs(
    catalog,
    [root, ...parts].flatMap(({ relations }) =>
      relations
        .filter(
          ({ type, targetRef }) => uses.has(type) && !inside.has(targetRef),
        )
        .map(({ targetRef }) => targetRef),
    ),
  );
  const known = new Map(neighbours.map(part => [part.ref, part]));
  const named = await byRefs(
    catalog,
    [root, ...parts, ...neighbours]
      .flatMap(({ ownerRef, partOf: container }) => [ownerRef, container])
      .filter(
        (ref): ref is string =>
          ref !== undefined && !inside.has(ref) && !known.has(ref),
      ),
  );
  for (const part of named) known.set(part.ref, part);
  return {
    root,
    parts,
    around: known,
    partsLeftOut: Math.max(0, total - parts.length),
  };
}
