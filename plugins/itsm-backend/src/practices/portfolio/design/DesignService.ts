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
  RecordView,
  StoredRecord,
} from '@callboard/plugin-itsm-node';
import { v7 as uuidv7 } from 'uuid';
import type { DesignStore, EvidenceRow, SectionRow } from './DesignStore';
import { evidenceTarget, seenEvidence } from './evidence';
import type { Gates } from './Gates';
import { DESIGN_NOTES } from './kinds';
import { presentSections } from './presentSections';
import { type SectionFacts } from './SectionFacts';
import { moveRefusal } from './sectionMoves';
import { edited, SectionWriter, stood } from './SectionWriter';
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
  | 'recordTypes'
  | 'records'
  | 'requireEntity'
>;

const statusLabel = (status: string) =>
  serviceLifecycle.states[status as ServiceState]?.label ?? status;

/** The questions of a template, as headings to write under. */
const outlineOf = ({ body, prompts }: DesignTemplate['sections'][number]) =>
  body ?? prompts.map(prompt => `### ${prompt}\n`).join('\n');

/** What was never written is empty again when it is needed after all. */
function stateAfter(
  before: SectionRow,
  move: SectionMove,
  to: SectionRow['state'],
): SectionRow['state'] {
  return move === 'reopen' && before.revision === 0 ? 'empty' : to;
}

/** Design packages over the kernel's records. Knows no permissions. */
export class DefaultDesignService implements DesignService {
  readonly #writer: SectionWriter;

  constructor(
    private readonly kernel: Kernel,
    private readonly deps: {
      store: DesignStore;
      facts: SectionFacts;
      gates: Gates;
      /** Puts on the calendar when a section is looked at again. */
      remind: (tx: Tx, section: SectionRow) => Promise<void>;
    },
  ) {
    this.#writer = new SectionWriter(kernel, deps.store);
  }

  get #evidenceTools() {
    return { kernel: this.kernel, store: this.deps.store };
  }

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
    const changed = await facts.changed(rows, basis);
    const reason = editRefusal(view);
    const sections = presentSections({
      rows,
      evidence: await seenEvidence(this.#evidenceTools, caller, view, evidence),
      facts: found,
      changed,
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
    const before = await this.#writer.read(record, key, expectedVersion);
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
        ...edited(before, caller),
      }),
      ...(ownerRef !== undefined && { ownerRef: ownerRef ?? undefined }),
      ...(patch.reviewAt !== undefined && {
        reviewAt:
          patch.reviewAt === null ? undefined : Date.parse(patch.reviewAt),
      }),
    };
    const named =
      ownerRef && ownerRef !== before.ownerRef ? ownerRef : undefined;
    await this.#writer.change(caller, record, before, after, {
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
    const before = await this.#writer.read(record, key, expectedVersion);
    const accepted = move === 'accept';
    const { facts } = this.deps;
    // Asked for after the section was read, which nobody else may have written meanwhile: what becomes of the
    // data from here on is a change since it was accepted, and told as one.
    const basis = accepted ? await facts.basis(record) : undefined;
    const changed = basis && (await facts.changed([before], basis));
    const refusal = moveRefusal(before, move, caller.ref, changed?.get(key));
    if (refusal?.own) throw new NotAllowedError(refusal.words);
    if (refusal) throw new ConflictError(refusal.words);
    const now = this.kernel.clock.now();
    const { to } = SECTION_MOVES.find(one => one.value === move)!;
    const after: SectionRow = {
      ...before,
      state: stateAfter(before, move, to),
      reason,
      reasonByRef: reason && caller.ref,
      acceptedRevision: accepted ? before.revision : undefined,
      acceptedByRef: accepted ? caller.ref : undefined,
      acceptedAt: accepted ? now : undefined,
      acceptedFacts: basis && (basis.get(key) ?? {}),
    };
    await this.#writer.change(caller, record, before, after, {
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
    const before = await this.#writer.read(record, key);
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
    const targetId = await evidenceTarget(
      this.#evidenceTools,
      caller,
      view,
      said,
    );
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
    const after = { ...before, ...edited(before, caller) };
    await this.#writer.change(caller, record, before, after, {
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
    const before = await this.#writer.read(record, key);
    const found = (await this.deps.store.evidence(record.id)).find(
      one => one.id === evidenceId && one.sectionId === before.id,
    );
    if (!found)
      throw new NotFoundError(
        'There is no such evidence any more; somebody took it away',
      );
    const after = { ...before, ...edited(before, caller) };
    await this.#writer.change(caller, record, before, after, {
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
        this.#writer.fresh(record, section.section);
      const after: SectionRow = {
        ...before,
        words,
        authorRef: caller.ref,
        writtenAt: now,
        ...edited(before, caller),
      };
      return [{ before, after }];
    });
    if (begun.length === 0) return this.get(caller, id);
    await this.#writer.begin(caller, record, begun, key);
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
}
