import {
  SERVICE_KINDS,
  type EntityFields,
} from '@callboard/plugin-itsm-common';
import { rowsAmong } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';

/** What the copy of the catalog knows of an entity that may be a service. */
export interface EntityFacts {
  ref: string;
  kind: string;
  title: string;
  type?: string;
  lifecycle?: string;
  ownerRef?: string;
  /** Whether the catalog has its owner. */
  ownerThere: boolean;
  systemRef?: string;
  /** The domain that it or its system is part of. */
  domainRef?: string;
  /** Description, links and annotations, flattened. */
  fields: EntityFields;
  ownerFields: EntityFields;
}

const parse = (json: unknown): EntityFields =>
  typeof json === 'string' ? JSON.parse(json) : {};
/** With how its description begins where that is too long to be kept whole. */
const fieldsIn = (row: any): EntityFields =>
  row.beginning === null
    ? parse(row.fields)
    : { ...parse(row.fields), description: row.beginning };
const optional = (value: unknown) =>
  value === null || value === undefined ? undefined : String(value);
const kinds = SERVICE_KINDS.map(kind => `'${kind}'`).join(', ');

/** Reads what profiles are made of from the kernel's copy of the catalog. */
export class EntityFactsStore {
  constructor(private readonly knex: Knex) {}

  /** Those of the entities that the catalog has. Three statements for each 400. */
  async facts(refs: readonly string[]): Promise<EntityFacts[]> {
    const rows = (
      await rowsAmong(this.knex, 'catalog_entities', 'ref', refs)
    ).filter(
      row =>
        row.removed_at === null &&
        (SERVICE_KINDS as readonly string[]).includes(row.kind),
    );
    const found = rows.map(row => String(row.ref));
    const systems = rows.flatMap(row => optional(row.system_ref) ?? []);
    const [owners, domains] = await Promise.all([
      rowsAmong(
        this.knex,
        'catalog_entities',
        'ref',
        rows.flatMap(row => optional(row.owner_ref) ?? []),
        ['ref', 'fields', 'removed_at'],
      ),
      this.#domains([...found, ...systems]),
    ]);
    const ownerOf = new Map(
      owners
        .filter(owner => owner.removed_at === null)
        .map(owner => [String(owner.ref), parse(owner.fields)]),
    );
    return rows.map(row => {
      const systemRef = optional(row.system_ref);
      const ownerRef = optional(row.owner_ref);
      return {
        ref: row.ref,
        kind: row.kind,
        title: row.title,
        type: optional(row.type),
        lifecycle: optional(row.lifecycle),
        ownerRef,
        ownerThere: ownerRef !== undefined && ownerOf.has(ownerRef),
        systemRef,
        domainRef:
          domains.get(row.ref) ??
          (systemRef ? domains.get(systemRef) : undefined),
        fields: fieldsIn(row),
        ownerFields: (ownerRef && ownerOf.get(ownerRef)) || {},
      };
    });
  }

  /** The domains that entities are part of. */
  async #domains(refs: readonly string[]): Promise<Map<string, string>> {
    const rows = await rowsAmong(
      this.knex,
      'catalog_relations',
      'source_ref',
      refs,
      ['source_ref', 'type', 'target_ref'],
    );
    return new Map(
      rows
        .filter(
          row => row.type === 'partOf' && row.target_ref.startsWith('domain:'),
        )
        .map(row => [row.source_ref, row.target_ref]),
    );
  }

  /** Entities that may be services, so many behind a reference. */
  async refsAfter(ref: string, limit: number): Promise<string[]> {
    const rows = await this.knex('catalog_entities')
      .where('ref', '>', ref)
      .whereRaw(`kind in (${kinds})`)
      .whereNull('removed_at')
      .orderBy('ref')
      .limit(limit)
      .select('ref');
    return rows.map(row => row.ref);
  }

  /** What is owned by any of the entities, or is part of a system among them. */
  async around(tx: Knex, refs: readonly string[]): Promise<string[]> {
    const owners = refs.filter(ref => /^(group|user):/.test(ref));
    const systems = refs.filter(ref => ref.startsWith('system:'));
    const rows = [
      ...(await rowsAmong(tx, 'catalog_entities', 'owner_ref', owners, [
        'ref',
        'kind',
      ])),
      ...(await rowsAmong(tx, 'catalog_entities', 'system_ref', systems, [
        'ref',
        'kind',
      ])),
    ];
    return rows
      .filter(row => (SERVICE_KINDS as readonly string[]).includes(row.kind))
      .map(row => row.ref);
  }
}
