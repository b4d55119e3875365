import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  LINK_KINDS,
  normalizeRef,
  type LinkKind,
} from '@callboard/plugin-itsm-common';
import type { StoredRecord } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import type { RecordTypes } from '../RecordTypes';
import type { LoadedRecord } from '../records/RecordStore';

/** A link as a journal entry names it: the other end by record id or by entity reference. */
export interface LinkPayload {
  kind: LinkKind;
  recordId?: string;
  target?: string;
  inverse?: boolean;
}

/** What was written, as seen from both ends. */
export interface LinkWritten {
  id: string;
  here: LinkPayload;
  there?: LinkPayload;
}

/**
 * Checks that a link leads to what its kind is for, e.g. `serves` to a business objective.
 *
 * @param target - absent if the link leads to an entity
 * @throws InputError
 */
export function guardTarget(
  types: RecordTypes,
  kind: LinkKind,
  target: StoredRecord | undefined,
): void {
  const allowed = types.reachedBy(kind);
  if (allowed.length === 0 || allowed.some(t => t.type === target?.type))
    return;
  const wanted = allowed
    .map(t => `a ${t.label.toLowerCase()} (${t.prefix}-…)`)
    .join(' or ');
  const what = target
    ? `${target.number} is a ${types.get(target.type).label.toLowerCase()}`
    : 'this is an entity';
  throw new InputError(
    `target: what a record ${LINK_KINDS[kind].label} is ${wanted}; ${what}`,
  );
}

/** A link that is to be written, as seen from both ends. */
export function newLink(
  from: StoredRecord,
  link: { kind: LinkKind; target: string },
  target: LoadedRecord | undefined,
  now: number,
): LinkWritten {
  const ref = target ? undefined : normalizeRef(link.target);
  if (!target && !ref) {
    throw new InputError(
      'target: must be a record number or an entity reference',
    );
  }
  if (target?.record.id === from.id) {
    throw new InputError('target: a record cannot be linked to itself');
  }
  return {
    id: uuidv7({ msecs: now }),
    here: { kind: link.kind, recordId: target?.record.id, target: ref },
    there: target && { kind: link.kind, recordId: from.id, inverse: true },
  };
}

/**
 * Links a record that is there to another record, or to a catalog entity.
 *
 * @throws ConflictError if it is linked like that already
 */
export async function insertLink(
  tx: Knex.Transaction,
  fromId: string,
  { id, here }: LinkWritten,
  now: number,
): Promise<void> {
  const inserted = await tx('links')
    .insert({
      id,
      kind: here.kind,
      from_id: fromId,
      to_id: here.recordId ?? null,
      to_ref: here.target ?? null,
      created_at: now,
    })
    .onConflict(['from_id', 'kind', here.recordId ? 'to_id' : 'to_ref'])
    .ignore()
    .returning('id');
  if (inserted.length === 0)
    throw new ConflictError('The two are linked like that already');
}

/** Removes a link from the record it starts at. */
export async function removeLink(
  tx: Knex.Transaction,
  from: StoredRecord,
  linkId: string,
): Promise<LinkWritten> {
  const row = await tx('links').where({ id: linkId, from_id: from.id }).first();
  if (!row) {
    throw new NotFoundError(
      `${from.number} has no such link, or it starts at the other record`,
    );
  }
  await tx('links').where('id', linkId).delete();
  return {
    id: linkId,
    here: {
      kind: row.kind,
      recordId: row.to_id ?? undefined,
      target: row.to_ref ?? undefined,
    },
  };
}

/** Of which kind a link is that starts at a record. */
export async function kindOfLink(
  tx: Knex.Transaction,
  recordId: string,
  linkId: string,
): Promise<LinkKind | undefined> {
  const row = await tx('links')
    .where({ id: linkId, from_id: recordId })
    .first('kind');
  return row?.kind;
}

/** A link to a catalog entity. */
export interface EntityLink {
  kind: LinkKind;
  target: string;
}

const same = (a: EntityLink, b: EntityLink) =>
  a.kind === b.kind && a.target === b.target;

/** Those of the links to entities that a record has. One query for all. */
export async function knownEntityLinks(
  tx: Knex.Transaction,
  recordId: string,
  links: readonly EntityLink[],
): Promise<EntityLink[]> {
  if (links.length === 0) return [];
  const rows = await tx('links')
    .where('from_id', recordId)
    .whereNotNull('to_ref')
    .whereIn('kind', [...new Set(links.map(l => l.kind))])
    .select('kind', 'to_ref');
  return rows
    .map((row): EntityLink => ({ kind: row.kind, target: row.to_ref }))
    .filter(row => links.some(link => same(link, row)));
}

/** Those of the links that are not known, each once. */
export function freshEntityLinks(
  links: readonly EntityLink[],
  known: readonly EntityLink[],
): EntityLink[] {
  return links.filter(
    (link, i) =>
      !known.some(k => same(k, link)) &&
      links.findIndex(l => same(l, link)) === i,
  );
}

/** Removes links of a record to entities. One statement a kind. */
export async function deleteEntityLinks(
  tx: Knex.Transaction,
  recordId: string,
  links: readonly EntityLink[],
): Promise<void> {
  for (const kind of new Set(links.map(l => l.kind))) {
    await tx('links')
      .where({ from_id: recordId, kind })
      .whereIn(
        'to_ref',
        links.filter(l => l.kind === kind).map(l => l.target),
      )
      .delete();
  }
}

/** Writes links of a record to entities that it does not have yet. Each is named once. */
export async function insertEntityLinks(
  tx: Knex.Transaction,
  recordId: string,
  links: readonly EntityLink[],
  now: number,
): Promise<void> {
  if (links.length === 0) return;
  await tx('links').insert(
    links.map(link => ({
      id: uuidv7({ msecs: now }),
      kind: link.kind,
      from_id: recordId,
      to_id: null,
      to_ref: link.target,
      created_at: now,
    })),
  );
}
