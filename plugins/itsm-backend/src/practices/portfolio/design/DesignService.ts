import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  DESIGN_TEMPLATE,
  designSectionLabel,
  MOST_EVIDENCE,
  SECTION_MOVES,
  SERVICE,
  serviceLifecycle,
  type DesignPackage,
  type DesignSectionKey,
  type DesignTemplate,
  type GateStatuses,
  type NewDesignEvidence,
  type SectionMove,
  type SectionMoveCommand,
  type SectionPatch,
  type ServiceState,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  ItsmKernel,
  RecordChange,
  RecordView,
  StoredRecord,
} from '@callboard/plugin-itsm-node';
import { v7 as uuidv7 } from 'uuid';
import type { DesignStore, EvidenceRow, SectionRow } from './DesignStore';
import type { Gates } from './Gates';
import { DESIGN_NOTES } from './kinds';
import { presentSections, type PresentedEvidence } from './presentSections';
import { readRecords } from './readRecords';
import { type SectionFacts } from './SectionFacts';
import { moveRefusal } from './sectionMoves';
import { editRefusal, ownersOf } from './standing';

/** Design packages, one method a verb. All that change something answer the package as it is then. */
export interface DesignService {
  /** @throws NotFoundError */
  get(caller: Caller, id: string): Promise<DesignPackage>;
  /** How a service stands to its gates. @throws NotFoundError */
  gates(caller: Caller, id: string): Promise<GateStatuses>;
  /** @throws ConflictError if the section moved on, NotAllowedError */
  write(
    caller: Caller,
    id: string,
    section: DesignSectionKey,
    patch: SectionPatch,
    expectedVersion?: number,
  ): Promise<DesignPackage>;
  /** @throws ConflictError if its state does not allow it, NotAllowedError for one's own words */
  move(
    caller: Caller,
    id: string,
    section: DesignSectionKey,
    command: SectionMoveCommand,
    expectedVersion?: number,
  ): Promise<DesignPackage>;
  /** @throws InputError for what it names that is not there for the caller */
  addEvidence(
    caller: Caller,
    id: string,
    section: DesignSectionKey,
    evidence: NewDesignEvidence,
  ): Promise<DesignPackage>;
  /** @throws NotFoundError */
  removeEvidence(
    caller: Caller,
    id: string,
    section: DesignSectionKey,
    evidence: string,
  ): Promise<DesignPackage>;
  /** Begins the sections that are empty. @throws InputError without such a template */
  applyTemplate(
    caller: Caller,
    id: string,
    template: string,
  ): Promise<DesignPackage>;
}

type Tx = Parameters<DesignStore['insert']>[0];
type Kernel = Pick<
  ItsmKernel,
  | 'catalog'
  | 'clock'
  | 'definitions'
  | 'due'
  | 'recordTypes'
  | 'records'
  | 'requireEntity'
>;

/** What is written in a section before anybody wrote into it. */
const EMPTY = { state: 'empty', revision: 0, version: 0 } as const;

const statusLabel = (status: string) =>
  serviceLifecycle.states[status as ServiceState]?.label ?? status;

/** The questions of a template, as headings to write under. */
const outlineOf = ({ body, prompts }: DesignTemplate['sections'][number]) =>
  body ?? prompts.map(prompt => `### ${prompt}\n`).join('\n');

/** Design packages over the kernel's records. Knows no permissions. */
export class DefaultDesignService implements DesignService {
  constructor(
    private readonly kernel: Kernel,
    private readonly deps: {
      store: DesignStore;
      facts: SectionFacts;
      gates: Gates;
      /** Puts on the calendar when a section is looked at again. */
      remind: (tx: Tx, section: SectionRow) => Promise<void>;
    },
  ) {}

  async get(caller: Caller, id: string): Promise<DesignPackage> {
    const view = await this.#view(caller, id);
    const { record } = view;
    const { store, facts, gates } = this.deps;
    const [rows, evidence, found, basis, statuses, templates] =
      await Promise.all([
        store.sections(record.id),
        store.evidence(record.id),
        facts.of(caller, record),
        facts.basis(record),
        gates.statuses(record),
        this.kernel.definitions.list<DesignTemplate>(DESIGN_TEMPLATE),
      ]);
    const reason = editRefusal(view);
    const sections = presentSections({
      rows,
      evidence: await this.#evidence(caller, view, evidence),
      facts: found,
      basis,
      viewer: { ref: caller.ref, mayEdit: reason === undefined, reason },
      now: this.kernel.clock.now(),
    });
    const refs = await this.kernel.catalog.describe([
      record.ownerRef,
      ...sections.flatMap(section => [
        section.ownerRef,
        section.authorRef,
        section.acceptedByRef,
        ...section.evidence.map(one => one.addedByRef),
      ]),
    ]);
    return {
      ...this.#brief(record),
      id: record.id,
      sections,
      gates: statuses,
      templates: templates
        .map(({ key, body }) => ({ key, name: body.name }))
        .sort((a, b) => a.name.localeCompare(b.name, 'en-US')),
      viewer: { canEdit: reason === undefined, reason },
      refs: { ...view.refs, ...refs },
    };
  }

  async gates(caller: Caller, id: string): Promise<GateStatuses> {
    const { record } = await this.#view(caller, id);
    const { number, title } = record;
    return {
      number,
      title,
      statusLabel: statusLabel(record.status),
      gates: await this.deps.gates.statuses(record),
    };
  }

  async write(
    caller: Caller,
    id: string,
    key: DesignSectionKey,
    patch: SectionPatch,
    expectedVersion?: number,
  ): Promise<DesignPackage> {
    const { record } = await this.#editable(caller, id);
    const before = await this.#section(record, key, expectedVersion);
    if (before.state === 'not-needed')
      throw new ConflictError(
        `${designSectionLabel(
          key,
        )} is marked as not needed; take that back first`,
      );
    const now = this.kernel.clock.now();
    const ownerRef =
      typeof patch.ownerRef === 'string'
        ? await this.kernel.requireEntity(caller, patch.ownerRef, 'ownerRef')
        : patch.ownerRef;
    const rewritten =
      patch.body !== undefined && patch.body !== (before.words ?? '');
    const after: SectionRow = {
      ...before,
      ...(rewritten && {
        words: patch.body || undefined,
        authorRef: caller.ref,
        writtenAt: now,
        ...this.#edited(before, caller),
      }),
      ...(ownerRef !== undefined && { ownerRef: ownerRef ?? undefined }),
      ...(patch.reviewAt !== undefined && {
        reviewAt:
          patch.reviewAt === null ? undefined : Date.parse(patch.reviewAt),
      }),
    };
    const named =
      ownerRef && ownerRef !== before.ownerRef ? ownerRef : undefined;
    await this.#change(caller, record, before, after, {
      kind: DESIGN_NOTES.written,
      payload: {
        what: Object.keys(patch).sort(),
        before: stood(before),
        after: stood(after),
      },
      participants: ownersOf(record, named),
      alongside: tx => this.deps.remind(tx, after),
    });
    return this.get(caller, id);
  }

  async move(
    caller: Caller,
    id: string,
    key: DesignSectionKey,
    { move, reason }: SectionMoveCommand,
    expectedVersion?: number,
  ): Promise<DesignPackage> {
    const { record } = await this.#editable(caller, id);
    const before = await this.#section(record, key, expectedVersion);
    const basis =
      move === 'accept'
        ? (await this.deps.facts.basis(record)).get(key) ?? {}
        : undefined;
    const refusal = moveRefusal(before, move, caller.ref, basis);
    if (refusal?.own) throw new NotAllowedError(refusal.words);
    if (refusal) throw new ConflictError(refusal.words);
    const now = this.kernel.clock.now();
    const { to } = SECTION_MOVES.find(one => one.value === move)!;
    const accepted = move === 'accept';
    const after: SectionRow = {
      ...before,
      state: stateAfter(before, move, to),
      reason,
      acceptedRevision: accepted ? before.revision : undefined,
      acceptedByRef: accepted ? caller.ref : undefined,
      acceptedAt: accepted ? now : undefined,
      acceptedFacts: accepted ? basis : undefined,
    };
    await this.#change(caller, record, before, after, {
      kind: DESIGN_NOTES.moved,
      payload: { move, before: stood(before), after: stood(after) },
    });
    return this.get(caller, id);
  }

  async addEvidence(
    caller: Caller,
    id: string,
    key: DesignSectionKey,
    said: NewDesignEvidence,
  ): Promise<DesignPackage> {
    const view = await this.#editable(caller, id);
    const { record } = view;
    const before = await this.#section(record, key);
    if (before.state === 'not-needed')
      throw new ConflictError(
        `${designSectionLabel(
          key,
        )} is marked as not needed; take that back first`,
      );
    const there = await this.deps.store.evidence(record.id);
    const own = there.filter(one => one.sectionId === before.id);
    if (own.length >= MOST_EVIDENCE)
      throw new ConflictError(
        `${designSectionLabel(
          key,
        )} has ${MOST_EVIDENCE} pieces of evidence; take some away first`,
      );
    const targetId = await this.#target(caller, view, said);
    const now = this.kernel.clock.now();
    const evidence: EvidenceRow = {
      id: uuidv7({ msecs: now }),
      sectionId: before.id,
      kind: said.kind,
      url: said.kind === 'link' ? said.url : undefined,
      targetId,
      words: said.words,
      authorRef: caller.ref,
      createdAt: now,
    };
    const after = { ...before, ...this.#edited(before, caller) };
    await this.#change(caller, record, before, after, {
      kind: DESIGN_NOTES.evidenceAdded,
      payload: {
        evidence: evidence.id,
        is: evidence.kind,
        before: stood(before),
        after: stood(after),
      },
      alongside: tx => this.deps.store.addEvidence(tx, evidence),
    });
    return this.get(caller, id);
  }

  async removeEvidence(
    caller: Caller,
    id: string,
    key: DesignSectionKey,
    evidenceId: string,
  ): Promise<DesignPackage> {
    const { record } = await this.#editable(caller, id);
    const before = await this.#section(record, key);
    const found = (await this.deps.store.evidence(record.id)).find(
      one => one.id === evidenceId && one.sectionId === before.id,
    );
    if (!found)
      throw new NotFoundError(
        'There is no such evidence any more; somebody took it away',
      );
    const after = { ...before, ...this.#edited(before, caller) };
    await this.#change(caller, record, before, after, {
      kind: DESIGN_NOTES.evidenceRemoved,
      payload: {
        evidence: found.id,
        is: found.kind,
        before: stood(before),
        after: stood(after),
      },
      alongside: async tx => {
        if (await this.deps.store.removeEvidence(tx, found.id)) return;
        throw new ConflictError('Somebody took it away meanwhile');
      },
    });
    return this.get(caller, id);
  }

  async applyTemplate(
    caller: Caller,
    id: string,
    key: string,
  ): Promise<DesignPackage> {
    const { record } = await this.#editable(caller, id);
    const template = await this.kernel.definitions.find<DesignTemplate>(
      DESIGN_TEMPLATE,
      key,
    );
    if (!template)
      throw new InputError(
        `template: there is no design template "${key}"; the package names those that there are`,
      );
    const rows = await this.deps.store.sections(record.id);
    const taken = new Set(
      rows.filter(row => row.state !== 'empty').map(row => row.key),
    );
    const now = this.kernel.clock.now();
    const begun = template.body.sections.flatMap(section => {
      const words = outlineOf(section);
      if (taken.has(section.section) || !words) return [];
      const before =
        rows.find(row => row.key === section.section) ??
        this.#fresh(record, section.section);
      const after: SectionRow = {
        ...before,
        words,
        authorRef: caller.ref,
        writtenAt: now,
        ...this.#edited(before, caller),
        version: before.version + 1,
        updatedAt: now,
      };
      return [{ before, after }];
    });
    if (begun.length === 0) return this.get(caller, id);
    await this.kernel.records.changeRecord(
      caller,
      {
        id: record.id,
        fact: {
          kind: DESIGN_NOTES.written,
          audience: 'internal',
          payload: {
            template: key,
            sections: begun.map(({ after }) => after.key),
          },
        },
      },
      {
        alongside: async tx => {
          for (const { before, after } of begun)
            await this.#save(tx, before, after);
        },
      },
    );
    return this.get(caller, id);
  }

  #view(caller: Caller, id: string): Promise<RecordView> {
    return this.kernel.records.view(caller, id, SERVICE);
  }

  /** @throws NotAllowedError for whoever does not work on the service */
  async #editable(caller: Caller, id: string): Promise<RecordView> {
    const view = await this.#view(caller, id);
    const refusal = editRefusal(view);
    if (refusal) throw new NotAllowedError(refusal);
    return view;
  }

  #brief(record: StoredRecord) {
    const { number, title, status, statusCategory, ownerRef } = record;
    return {
      number,
      title,
      status,
      statusLabel: statusLabel(status),
      statusCategory,
      ownerRef,
      entityRef:
        typeof record.entityRef === 'string' ? record.entityRef : undefined,
    };
  }

  #fresh(record: StoredRecord, key: DesignSectionKey): SectionRow {
    const now = this.kernel.clock.now();
    return {
      ...EMPTY,
      id: uuidv7({ msecs: now }),
      recordId: record.id,
      key,
      createdAt: now,
      updatedAt: now,
    };
  }

  async #section(
    record: StoredRecord,
    key: DesignSectionKey,
    expectedVersion?: number,
  ): Promise<SectionRow> {
    const section =
      (await this.deps.store.section(record.id, key)) ??
      this.#fresh(record, key);
    if (expectedVersion !== undefined && expectedVersion !== section.version)
      throw new ConflictError(
        `${designSectionLabel(
          key,
        )} was changed meanwhile; look at what it says now`,
      );
    return section;
  }

  /** What a change of text or evidence makes of a section. */
  #edited(
    before: SectionRow,
    caller: Caller,
  ): Pick<SectionRow, 'state' | 'revision' | 'editedByRef'> {
    return {
      state: before.state === 'empty' ? 'draft' : before.state,
      revision: before.revision + 1,
      editedByRef: caller.ref,
    };
  }

  /** Writes a section with its entry in the journal of the service, under the lock of that. */
  async #change(
    caller: Caller,
    record: StoredRecord,
    before: SectionRow,
    changed: SectionRow,
    told: {
      kind: string;
      payload: Readonly<Record<string, unknown>>;
      participants?: RecordChange['participants'];
      alongside?: (tx: Tx) => Promise<void>;
    },
  ): Promise<void> {
    const after: SectionRow = {
      ...changed,
      version: before.version + 1,
      updatedAt: this.kernel.clock.now(),
    };
    await this.kernel.records.changeRecord(
      caller,
      {
        id: record.id,
        participants: told.participants,
        fact: {
          kind: told.kind,
          audience: 'internal',
          payload: { section: before.key, ...told.payload },
        },
      },
      {
        alongside: async tx => {
          await this.#save(tx, before, after);
          await told.alongside?.(tx);
        },
      },
    );
  }

  /** @throws ConflictError if somebody was faster */
  async #save(tx: Tx, before: SectionRow, after: SectionRow): Promise<void> {
    const { store } = this.deps;
    const faster = () =>
      new ConflictError(
        `${designSectionLabel(
          after.key,
        )} was changed meanwhile; look at what it says now`,
      );
    if (before.version > 0) {
      if (!(await store.update(tx, after))) throw faster();
      return;
    }
    // The record is locked: of two who write first, the second one finds what the first one wrote.
    if (await store.section(after.recordId, after.key, tx)) throw faster();
    await store.insert(tx, [after]);
  }

  /** The id of what evidence leads to. */
  async #target(
    caller: Caller,
    { record, viewer }: RecordView,
    said: NewDesignEvidence,
  ): Promise<string | undefined> {
    if (said.kind === 'record')
      return (await this.kernel.records.view(caller, said.record)).record.id;
    if (said.kind !== 'attachment') return undefined;
    const found = await this.deps.store.attachments(
      record.id,
      [said.attachment],
      viewer.seesInternal,
    );
    if (!found.has(said.attachment))
      throw new InputError(
        `attachment: ${record.number} has no such file; add it to the service first`,
      );
    return said.attachment;
  }

  /** Evidence as the caller may see it: of records and files that they may not read, only that it is there. */
  async #evidence(
    caller: Caller,
    { record, viewer }: RecordView,
    rows: readonly EvidenceRow[],
  ): Promise<PresentedEvidence[]> {
    const { recordTypes } = this.kernel;
    const targets = (kind: EvidenceRow['kind']) => [
      ...new Set(
        rows.flatMap(row =>
          row.kind === kind && row.targetId ? [row.targetId] : [],
        ),
      ),
    ];
    const [byId, files] = await Promise.all([
      readRecords(this.kernel, caller, targets('record'), { keys: [] }),
      this.deps.store.attachments(
        record.id,
        targets('attachment'),
        viewer.seesInternal,
      ),
    ]);
    const types = new Map(recordTypes.all().map(type => [type.type, type]));
    return rows.map(row => {
      const named = row.targetId ? byId.get(row.targetId) : undefined;
      const name = row.targetId ? files.get(row.targetId) : undefined;
      return {
        row,
        record: named && {
          number: named.number,
          title: named.title,
          type: named.type,
          statusLabel:
            types.get(named.type)?.lifecycle.states[named.status]?.label ??
            named.status,
        },
        attachment:
          row.targetId && name !== undefined
            ? { id: row.targetId, name }
            : undefined,
      };
    });
  }
}

/** How a section stands, for the journal: neither words nor people. */
const stood = ({
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

/** What was never written is empty again when it is needed after all. */
function stateAfter(
  before: SectionRow,
  move: SectionMove,
  to: SectionRow['state'],
): SectionRow['state'] {
  return move === 'reopen' && before.revision === 0 ? 'empty' : to;
}
