import {
  SERVICE_KINDS,
  type EntityFields,
} from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';

/** Parts that are looked at: a system of more is better asked for piece by piece. */
const MOST_PARTS = 200;
const MOST_MEMBERS = 200;

/** A service as the copy of the catalog has it. */
export interface ServiceEntity {
  ref: string;
  kind: string;
  title: string;
  type?: string;
  lifecycle?: string;
  ownerRef?: string;
  systemRef?: string;
  /** Description, tags, links and annotations, flattened. */
  fields: EntityFields;
  /** When the catalog no longer had it, milliseconds since the epoch. */
  removedAt?: number;
}

/** What stands around a service. */
export interface AroundService {
  /** What it is made of, in the order of names. */
  parts: string[];
  /** The domain that it is in. */
  domainRef?: string;
  /** Members of the group that owns it. */
  members: string[];
  /** What the catalog says of the group that owns it. */
  ownerFields: EntityFields;
}

const fieldsOf = (json: string | null): EntityFields =>
  json === null || json === undefined ? {} : JSON.parse(json);

const toEntity = (row: any): ServiceEntity => ({
  ref: row.ref,
  kind: row.kind,
  title: row.title,
  type: row.type ?? undefined,
  lifecycle: row.lifecycle ?? undefined,
  ownerRef: row.owner_ref ?? undefined,
  systemRef: row.system_ref ?? undefined,
  fields: fieldsOf(row.fields),
  removedAt: row.removed_at === null ? undefined : Number(row.removed_at),
});

/** What the page of a service reads of the kernel's copy of the catalog. */
export class ServiceStore {
  constructor(private readonly knex: Knex) {}

  /** The entity, found under an old reference too. One statement. */
  async find(ref: string): Promise<ServiceEntity | undefined> {
    const rows = await this.knex('catalog_entities as e')
      .where('e.ref', ref)
      .select('e.*')
      .unionAll(renamed =>
        renamed
          .from('catalog_aliases as a')
          .join('catalog_entities as e', 'e.ref', 'a.ref')
          .where('a.alias_ref', ref)
          .whereNull('e.removed_at')
          .select('e.*'),
      );
    const row = rows.find(one => one.removed_at === null) ?? rows[0];
    return row && toEntity(row);
  }

  /** Parts, domain and owners of a service. Two statements. */
  async around({
    ref,
    ownerRef,
    systemRef,
  }: Pick<
    ServiceEntity,
    'ref' | 'ownerRef' | 'systemRef'
  >): Promise<AroundService> {
    const relations = (source: string, type: string, most: number) =>
      this.knex('catalog_relations')
        .where({ source_ref: source, type })
        .orderBy('target_ref')
        .limit(most)
        .select('source_ref', 'type', 'target_ref');
    const [related, owner] = await Promise.all([
      this.knex
        .unionAll(
          [
            relations(ref, 'hasPart', MOST_PARTS),
            relations(ref, 'partOf', MOST_PARTS),
            ...(systemRef ? [relations(systemRef, 'partOf', MOST_PARTS)] : []),
            ...(ownerRef
              ? [relations(ownerRef, 'hasMember', MOST_MEMBERS)]
              : []),
          ],
          true,
        )
        .then((rows: any[]) => rows),
      ownerRef
        ? this.knex('catalog_entities').where('ref', ownerRef).first('fields')
        : undefined,
    ]);
    const targets = (source: string | undefined, type: string) =>
      related
        .filter(r => r.source_ref === source && r.type === type)
        .map(r => String(r.target_ref));
    const isPart = (one: string) =>
      SERVICE_KINDS.some(kind => one.startsWith(`${kind}:`));
    return {
      parts: targets(ref, 'hasPart').filter(isPart),
      domainRef: [
        ...targets(ref, 'partOf'),
        ...targets(systemRef, 'partOf'),
      ].find(one => one.startsWith('domain:')),
      members: targets(ownerRef, 'hasMember').filter(one =>
        one.startsWith('user:'),
      ),
      ownerFields: fieldsOf(owner?.fields),
    };
  }
}
