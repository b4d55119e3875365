import { ConflictError } from '@backstage/errors';
import {
  designSectionLabel,
  type DesignSectionKey,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  ItsmKernel,
  RecordChange,
  StoredRecord,
} from '@callboard/plugin-itsm-node';
import { v7 as uuidv7 } from 'uuid';
import type { DesignStore, SectionRow } from './DesignStore';
import { DESIGN_NOTES } from './kinds';

type Tx = Parameters<DesignStore['insert']>[0];

/** How a section stands, for the journal: neither words nor people. */
export const stood = ({
  state,
  revision,
  reviewAt,
  acceptedRevision,
}: SectionRow) => ({
  state,
  revision,
  reviewAt: reviewAt ?? null,
  acceptedRevision: acceptedRevision ?? null,
});

/** What a change of text or evidence makes of a section. */
export const edited = (
  before: SectionRow,
  caller: Caller,
): Pick<SectionRow, 'state' | 'revision' | 'editedByRef'> => ({
  state: before.state === 'empty' ? 'draft' : before.state,
  revision: before.revision + 1,
  editedByRef: caller.ref,
});

const changedMeanwhile = (key: DesignSectionKey) =>
  new ConflictError(
    `${designSectionLabel(
      key,
    )} was changed meanwhile; look at what it says now`,
  );

/**
 * Writes sections through the door of their service: under its lock, with an entry in its journal. So
 * nobody writes into a section while the service passes its gate.
 */
export class SectionWriter {
  constructor(
    private readonly kernel: Pick<ItsmKernel, 'clock' | 'records'>,
    private readonly store: DesignStore,
  ) {}

  /** A section that nobody wrote into yet. */
  fresh(record: StoredRecord, key: DesignSectionKey): SectionRow {
    const now = this.kernel.clock.now();
    return {
      id: uuidv7({ msecs: now }),
      recordId: record.id,
      key,
      state: 'empty',
      revision: 0,
      version: 0,
      createdAt: now,
      updatedAt: now,
    };
  }

  /** @throws ConflictError if it is another version than expected */
  async read(
    record: StoredRecord,
    key: DesignSectionKey,
    expectedVersion?: number,
  ): Promise<SectionRow> {
    const section =
      (await this.store.section(record.id, key)) ?? this.fresh(record, key);
    if (expectedVersion !== undefined && expectedVersion !== section.version)
      throw changedMeanwhile(key);
    return section;
  }

  /** @throws ConflictError if somebody was faster */
  async change(
    caller: Caller,
    record: StoredRecord,
    before: SectionRow,
    after: SectionRow,
    told: {
      kind: string;
      payload: Readonly<Record<string, unknown>>;
      participants?: RecordChange['participants'];
      alongside?: (tx: Tx) => Promise<void>;
    },
  ): Promise<void> {
    const { kind, payload, participants, alongside } = told;
    await this.kernel.records.changeRecord(
      caller,
      {
        id: record.id,
        participants,
        fact: {
          kind,
          audience: 'internal',
          payload: { section: before.key, ...payload },
        },
      },
      {
        alongside: async tx => {
          await this.#save(tx, before, after);
          await alongside?.(tx);
        },
      },
    );
  }

  /** Begins several sections with a template. @throws ConflictError if somebody was faster */
  async begin(
    caller: Caller,
    record: StoredRecord,
    sections: readonly { before: SectionRow; after: SectionRow }[],
    template: string,
  ): Promise<void> {
    await this.kernel.records.changeRecord(
      caller,
      {
        id: record.id,
        fact: {
          kind: DESIGN_NOTES.written,
          audience: 'internal',
          payload: { template, sections: sections.map(s => s.before.key) },
        },
      },
      {
        alongside: async tx => {
          for (const { before, after } of sections)
            await this.#save(tx, before, after);
        },
      },
    );
  }

  async #save(tx: Tx, before: SectionRow, changed: SectionRow): Promise<void> {
    const { store } = this;
    const after: SectionRow = {
      ...changed,
      version: before.version + 1,
      updatedAt: this.kernel.clock.now(),
    };
    if (before.version > 0) {
      if (await store.update(tx, after)) return;
      throw changedMeanwhile(after.key);
    }
    // The record is locked: of two who write first, the second one finds what the first one wrote.
    if (await store.section(after.recordId, after.key, tx))
      throw changedMeanwhile(after.key);
    await store.insert(tx, [after]);
  }
}
