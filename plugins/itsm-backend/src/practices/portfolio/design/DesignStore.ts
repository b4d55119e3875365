import type {
  DesignSectionKey,
  EvidenceKind,
  SectionState,
  Tier,
} from '@callboard/plugin-itsm-common';
import { namesOfEntities } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { SectionBasis } from './basis';

/** A section as it is kept. Instants are milliseconds since the epoch. */
export interface SectionRow {
  id: string;
  recordId: string;
  key: DesignSectionKey;
  state: SectionState;
  ownerRef?: string;
  /** Absent while it is empty, or once it was erased. */
  words?: string;
  authorRef?: string;
  writtenAt?: number;
  /** Who changed text or evidence last. */
  editedByRef?: string;
  /** Why it was moved as it was last; absent without one, or once it was erased. */
  reason?: string;
  reasonByRef?: string;
  /** Grows with each change of text or evidence. */
  revision: number;
  reviewAt?: number;
  acceptedRevision?: number;
  acceptedByRef?: string;
  acceptedAt?: number;
  /** What it rested on, as far as the data say so. */
  acceptedFacts?: SectionBasis;
  version: number;
  journalHead?: string;
  createdAt: number;
  updatedAt: number;
}

/** A piece of evidence as it is kept. */
export interface EvidenceRow {
  id: string;
  sectionId: string;
  kind: EvidenceKind;
  url?: string;
  /** Id of the record or the attachment. */
  targetId?: string;
  words?: string;
  authorRef: string;
  createdAt: number;
}

/** What a gate looks at of a package, from one moment. */
export interface GateRow {
  recordId: string;
  tier?: Tier;
  /** What it is bound to. */
  entityRef?: string;
  sections: readonly (SectionRow & { evidence: readonly EvidenceKind[] })[];
}

const optional = (value: unknown) =>
  value === null || value === undefined ? undefined : String(value);
const numeric = (value: unknown) =>
  value === null || value === undefined ? undefined : Number(value);

type Row = Record<string, unknown>;

const toSection = (row: Row): SectionRow => ({
  id: String(row.id),
  recordId: String(row.record_id),
  key: row.section_key as DesignSectionKey,
  state: row.state as SectionState,
  ownerRef: optional(row.owner_ref),
  words: optional(row.words),
  authorRef: optional(row.words_by_ref),
  writtenAt: numeric(row.written_at),
  editedByRef: optional(row.edited_by_ref),
  reason: optional(row.reason),
  reasonByRef: optional(row.reason_by_ref),
  revision: Number(row.revision),
  reviewAt: numeric(row.review_at),
  acceptedRevision: numeric(row.accepted_revision),
  acceptedByRef: optional(row.accepted_by_ref),
  acceptedAt: numeric(row.accepted_at),
  acceptedFacts: row.accepted_facts
    ? JSON.parse(String(row.accepted_facts))
    : undefined,
  version: Number(row.version),
  journalHead: optional(row.journal_head),
  createdAt: Number(row.created_at),
  updatedAt: Number(row.updated_at),
});

const toColumns = (section: SectionRow) => ({
  id: section.id,
  record_id: section.recordId,
  section_key: section.key,
  state: section.state,
  owner_ref: section.ownerRef ?? null,
  words: section.words ?? null,
  words_by_ref: section.authorRef ?? null,
  written_at: section.writtenAt ?? null,
  edited_by_ref: section.editedByRef ?? null,
  reason: section.reason ?? null,
  reason_by_ref: section.reasonByRef ?? null,
  revision: section.revision,
  review_at: section.reviewAt ?? null,
  accepted_revision: section.acceptedRevision ?? null,
  accepted_by_ref: section.acceptedByRef ?? null,
  accepted_at: section.acceptedAt ?? null,
  accepted_facts: section.acceptedFacts
    ? JSON.stringify(section.acceptedFacts)
    : null,
  version: section.version,
  created_at: section.createdAt,
  updated_at: section.updatedAt,
});

const toEvidence = (row: Row): EvidenceRow => ({
  id: String(row.id),
  sectionId: String(row.section_id),
  kind: row.kind as EvidenceKind,
  url: optional(row.url),
  targetId: optional(row.target_id),
  words: optional(row.words),
  authorRef: String(row.words_by_ref),
  createdAt: Number(row.created_at),
});

/** The SQL of design packages. */
export class DesignStore {
  constructor(private readonly knex: Knex) {}

  /** What things were called before, by what they are called now; those that had one name alone are absent. */
  async formerly(refs: readonly string[]): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>();
    for (const [name, ref] of await namesOfEntities(this.knex, refs))
      if (name !== ref) found.set(ref, [...(found.get(ref) ?? []), name]);
    return found;
  }

  /** Those of the sections that somebody wrote into. */
  async sections(
    recordId: string,
    executor: Knex = this.knex,
  ): Promise<SectionRow[]> {
    const rows = await executor('design_sections').where('record_id', recordId);
    return rows.map(toSection);
  }

  async section(
    recordId: string,
    key: DesignSectionKey,
    executor: Knex = this.knex,
  ): Promise<SectionRow | undefined> {
    const row = await executor('design_sections')
      .where({ record_id: recordId, section_key: key })
      .first();
    return row && toSection(row);
  }

  /** Evidence of all sections of a package, oldest first. */
  async evidence(
    recordId: string,
    executor: Knex = this.knex,
  ): Promise<EvidenceRow[]> {
    const rows = await executor('design_evidence as e')
      .join('design_sections as s', 's.id', 'e.section_id')
      .where('s.record_id', recordId)
      .orderBy(['e.created_at', 'e.id'])
      .select('e.*');
    return rows.map(toEvidence);
  }

  async insert(
    tx: Knex.Transaction,
    sections: readonly SectionRow[],
  ): Promise<void> {
    await tx('design_sections').insert(sections.map(toColumns));
  }

  /** @returns whether it was still as it was read */
  async update(tx: Knex.Transaction, section: SectionRow): Promise<boolean> {
    const changed = await tx('design_sections')
      .where({ id: section.id, version: section.version - 1 })
      .update(toColumns(section));
    return changed === 1;
  }

  async addEvidence(tx: Knex.Transaction, one: EvidenceRow): Promise<void> {
    await tx('design_evidence').insert({
      id: one.id,
      section_id: one.sectionId,
      kind: one.kind,
      url: one.url ?? null,
      target_id: one.targetId ?? null,
      words: one.words ?? null,
      words_by_ref: one.authorRef,
      created_at: one.createdAt,
    });
  }

  /** @returns whether it was still there */
  async removeEvidence(tx: Knex.Transaction, id: string): Promise<boolean> {
    return (await tx('design_evidence').where({ id }).delete()) === 1;
  }

  /** Names of those of the files that hang on a record, by id. */
  async attachments(
    recordId: string,
    ids: readonly string[],
    internal: boolean,
  ): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const rows = await this.knex('attachments as a')
      .join('texts as x', 'x.id', 'a.text_id')
      .where('a.record_id', recordId)
      .whereIn('a.id', [...ids])
      .whereNull('a.removed_at')
      .where(w => {
        if (!internal) w.where('a.audience', 'requester');
      })
      .select('a.id', 'x.body');
    return new Map(rows.map(row => [String(row.id), String(row.body ?? '')]));
  }

  /**
   * What gates look at of those of the records that are services, from one moment. Evidence counts as long
   * as it is there: a file that was taken off the record shows nothing, nor does a text that was erased.
   */
  async ofGates(
    recordIds: readonly string[],
    executor: Knex = this.knex,
  ): Promise<Map<string, GateRow>> {
    if (recordIds.length === 0) return new Map();
    const ids = [...recordIds];
    const services = await executor('services')
      .whereIn('record_id', ids)
      .select('record_id', 'tier', 'entity_ref');
    const sections = await executor('design_sections').whereIn(
      'record_id',
      ids,
    );
    const evidence = await executor('design_evidence as e')
      .join('design_sections as s', 's.id', 'e.section_id')
      .leftJoin('attachments as a', join =>
        join
          .on('a.id', 'e.target_id')
          .andOn('a.record_id', 's.record_id')
          .andOnNull('a.removed_at'),
      )
      .whereIn('s.record_id', ids)
      .where(w =>
        w
          .whereIn('e.kind', ['link', 'record'])
          .orWhere(text => text.where('e.kind', 'text').whereNotNull('e.words'))
          .orWhere(file =>
            file.where('e.kind', 'attachment').whereNotNull('a.id'),
          ),
      )
      .select('e.section_id', 'e.kind');
    return new Map(
      services.map(service => [
        String(service.record_id),
        {
          recordId: String(service.record_id),
          tier: optional(service.tier) as Tier | undefined,
          entityRef: optional(service.entity_ref),
          sections: sections
            .filter(row => row.record_id === service.record_id)
            .map(row => ({
              ...toSection(row),
              evidence: evidence
                .filter(one => one.section_id === row.id)
                .map(one => one.kind as EvidenceKind),
            })),
        },
      ]),
    );
  }

  /** Sections that are looked at again, with what is said of them; for news and reminders. */
  async reminded(
    ids: readonly string[],
    executor: Knex = this.knex,
  ): Promise<
    Map<
      string,
      SectionRow & {
        number: string;
        title: string;
        status: string;
        restricted: boolean;
        /** Who hears of it. */
        owner?: string;
      }
    >
  > {
    const rows = await executor('design_sections as s')
      .join('records as r', 'r.id', 's.record_id')
      .whereIn('s.id', [...ids])
      .select(
        's.*',
        'r.number',
        'r.title',
        'r.status as service_status',
        'r.visibility',
        'r.assignee_ref',
        'r.owner_ref as team',
      );
    return new Map(
      rows.map(row => [
        String(row.id),
        {
          ...toSection(row),
          number: String(row.number),
          title: String(row.title),
          status: String(row.service_status),
          restricted: row.visibility === 'restricted',
          owner: optional(row.owner_ref ?? row.assignee_ref ?? row.team),
        },
      ]),
    );
  }

  async keepHead(
    tx: Knex.Transaction,
    id: string,
    head: string,
  ): Promise<void> {
    await tx('design_sections').where({ id }).update({ journal_head: head });
  }
}
