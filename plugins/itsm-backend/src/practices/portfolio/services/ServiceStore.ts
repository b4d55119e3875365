import {
  kindOf,
  SERVICE_KINDS,
  type EntityFields,
} from '@callboard/plugin-itsm-common';
import { FORMER_NAMES } from '@callboard/plugin-itsm-node';
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
  fields: {
    ...fieldsOf(row.fields),
    // Where it is too long to be kept whole.
    ...(row.beginning === null ? {} : { description: row.beginning }),
  },
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
          .from('catalog_entities as e')
          .join(this.knex.raw(`${FORMER_NAMES} as a`), 'a.ref', 'e.ref')
          .where('a.alias_ref', ref)
          .select('e.*'),
      );
    // Renamed, it is what it is called now, and gone since that is.
    const row = rows.find(one => one.ref !== ref) ?? rows[0];
    return row && toEntity(row);
  }

  /** Parts, domain and owners of a service. At most four statements. */
  async around({
    ref,
    ownerRef,
    systemRef,
  }: Pick<
    ServiceEntity,
    'ref' | 'ownerRef' | 'systemRef'
  >): Promise<AroundService> {
    const targets = (sources: readonly string[], type: string, most: number) =>
      sources.length === 0
        ? []
        : this.knex('catalog_relations')
            .whereIn('source_ref', [...sources])
            .where({ type })
            .orderBy('target_ref')
            .limit(most)
            .pluck('target_ref');
    const owners = ownerRef === undefined ? [] : [ownerRef];
    const [parts, wholes, members, owner] = await Promise.all([
      targets([ref], 'hasPart', MOST_PARTS),
      targets([ref, ...(systemRef ? [systemRef] : [])], 'partOf', MOST_PARTS),
      targets(owners, 'hasMember', MOST_MEMBERS),
      ownerRef === undefined
        ? undefined
        : this.knex('catalog_entities').where('ref', ownerRef).first('fields'),
    ]);
    return {
      parts: parts.filter((one: string) =>
        SERVICE_KINDS.some(kind => kind === kindOf(one)),
      ),
      domainRef: wholes.find((one: string) => kindOf(one) === 'domain'),
      members: members.filter((one: string) => kindOf(one) === 'user'),
      ownerFields: fieldsOf(owner?.fields),
    };
  }
}
