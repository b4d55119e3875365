import { ConflictError } from '@backstage/errors';
import {
  changeSummarySchema,
  type Change,
  type ChangeBulk,
  type ChangeListQuery,
  type ChangePage,
  type ChangePatch,
  type ChangeTransition,
  type NewChange,
  type BulkResult,
} from '@callboard/plugin-itsm-common';
import {
  assignToCaller,
  changeInBulk,
  shownOrReceipt,
  type Caller,
  type ItsmKernel,
  type RecordValues,
  type StoredRecord,
  type TaskToAdd,
} from '@callboard/plugin-itsm-node';
import { AffectedItems } from './AffectedItems';
import type { ChangeStore } from './ChangeStore';
import { copyOf } from './desk/copy';
import { shownViewer, warningsOf } from './shown';

const TYPE = 'change';

const SUMMARY_KEYS = Object.keys(changeSummarySchema.shape);
const INSTANTS = ['plannedStart', 'plannedEnd', 'actualStart', 'actualEnd'];
const OVER = ['closed', 'cancelled', 'rejected'];

/** What the product itself gives a change that it files for somebody. */
export interface FiledWith {
  /** Values that no caller may name, e.g. `templateKey` and `preApproved`. */
  computed?: RecordValues;
  tasks?: readonly TaskToAdd[];
}

/**
 * What can be done with changes, one method a verb. Where a method takes `expectedVersion`, it
 * refuses with a conflict if the change moved on.
 */
export interface ChangeService {
  /** Files a change as a draft. The owner follows from the service. */
  file(caller: Caller, change: NewChange, more?: FiledWith): Promise<Change>;
  /** Changes that the caller may read, as a keyset page. */
  list(caller: Caller, query: ChangeListQuery): Promise<ChangePage>;
  /** One change by number or id. @throws NotFoundError */
  get(caller: Caller, id: string): Promise<Change>;
  /** Edits fields. */
  update(
    caller: Caller,
    id: string,
    patch: ChangePatch,
    expectedVersion?: number,
  ): Promise<Change>;
  /** Moves a change along its lifecycle. @throws ConflictError if its state does not allow it */
  transition(
    caller: Caller,
    id: string,
    command: ChangeTransition,
    expectedVersion?: number,
  ): Promise<Change>;
  /** Edits or moves many, each on its own, and says what became of each. */
  bulk(caller: Caller, command: ChangeBulk): Promise<BulkResult>;
  /** Assigns a change to the caller. */
  assignToMe(
    caller: Caller,
    id: string,
    expectedVersion?: number,
  ): Promise<Change>;
  /** Says which items it affects: these and no others. */
  setAffected(
    caller: Caller,
    id: string,
    refs: readonly string[],
    expectedVersion?: number,
  ): Promise<Change>;
  /** Files a new draft with what another change says. */
  copy(caller: Caller, id: string): Promise<Change>;
}

/** Instants as they are stored. */
function stored(values: Readonly<Record<string, unknown>>): RecordValues {
  const set: RecordValues = { ...values };
  for (const key of INSTANTS) {
    if (typeof set[key] === 'string') set[key] = Date.parse(set[key] as string);
  }
  return set;
}

/** Changes through the kernel's door. Knows no permissions: see {@link AuthorizedChangeService}. */
export class DefaultChangeService implements ChangeService {
  readonly #affected: AffectedItems;

  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'records' | 'catalog' | 'catalogAccess' | 'requireEntity' | 'clock'
    >,
    private readonly store: ChangeStore,
  ) {
    this.#affected = new AffectedItems(kernel, store);
  }

  async file(
    caller: Caller,
    change: NewChange,
    more: FiledWith = {},
  ): Promise<Change> {
    const { template, affects = [], fromIncident, ...values } = change;
    const refs = await this.#affected.require(caller, affects);
    const { record } = await this.kernel.records.changeRecord(caller, {
      create: TYPE,
      template,
      link: fromIncident
        ? { kind: 'relates-to', target: fromIncident }
        : undefined,
      entityLinks: this.#affected.links(refs),
      tasks: more.tasks?.map(add => ({ add })),
      set: {
        channel: caller.kind === 'user' ? 'portal' : 'api',
        ...stored(values),
        ...more.computed,
        requesterRef: caller.kind === 'user' ? caller.ref : undefined,
      },
    });
    // A template may bring links of its own; else it is known what was just written.
    return this.#done(caller, record.id, template ? undefined : refs);
  }

  /** What was done, for whoever did it; a receipt if it is out of their sight now. */
  #done(
    caller: Caller,
    id: string,
    affects?: readonly string[],
  ): Promise<Change> {
    return shownOrReceipt(caller, who => this.#shown(who, id, affects));
  }

  async list(caller: Caller, query: ChangeListQuery): Promise<ChangePage> {
    const page = await this.kernel.records.list(caller, {
      ...query,
      types: [TYPE],
      keys: SUMMARY_KEYS,
    });
    return { ...page, items: page.items.map(record => this.#summary(record)) };
  }

  get(caller: Caller, id: string): Promise<Change> {
    return this.#shown(caller, id);
  }

  async #shown(
    caller: Caller,
    id: string,
    known?: readonly string[],
  ): Promise<Change> {
    const { records, catalog, clock } = this.kernel;
    const { record, ...view } = await records.view(caller, id, TYPE);
    const affects =
      known ?? (await this.store.affectedOf([record.id])).get(record.id) ?? [];
    const unnamed = affects.filter(ref => !view.refs[ref]);
    const now = clock.now();
    return {
      ...records.present(record),
      ...view,
      affects,
      refs:
        unnamed.length > 0
          ? { ...view.refs, ...(await catalog.describe(unnamed)) }
          : view.refs,
      warnings: warningsOf(record, now),
      viewer: shownViewer(view.viewer, record, now),
    } as Change;
  }

  async update(
    caller: Caller,
    id: string,
    patch: ChangePatch,
    expectedVersion?: number,
  ): Promise<Change> {
    await this.kernel.records.changeRecord(caller, {
      id,
      set: stored(patch),
      expectedVersion,
    });
    return this.#done(caller, id);
  }

  async transition(
    caller: Caller,
    id: string,
    command: ChangeTransition,
    expectedVersion?: number,
  ): Promise<Change> {
    const { transition, comment, ...set } = command;
    await this.kernel.records.changeRecord(caller, {
      id,
      transition,
      set: stored(set),
      expectedVersion,
      comment:
        comment === undefined
          ? undefined
          : { body: comment, audience: 'requester' },
    });
    return this.#done(caller, id);
  }

  bulk(caller: Caller, command: ChangeBulk): Promise<BulkResult> {
    return changeInBulk(this, caller, command);
  }

  async assignToMe(
    caller: Caller,
    id: string,
    expectedVersion?: number,
  ): Promise<Change> {
    await assignToCaller(this.kernel.records, caller, {
      id,
      label: 'a change',
      expectedVersion,
    });
    return this.#done(caller, id);
  }

  async setAffected(
    caller: Caller,
    id: string,
    refs: readonly string[],
    expectedVersion?: number,
  ): Promise<Change> {
    const { record } = await this.kernel.records.view(caller, id, TYPE);
    if (OVER.includes(record.status)) {
      throw new ConflictError(
        `${record.number} is over, so what it affected stays as it was`,
      );
    }
    const wanted = await this.#affected.require(caller, refs);
    const now = (await this.store.affectedOf([record.id])).get(record.id) ?? [];
    const added = wanted.filter(ref => !now.includes(ref));
    const gone = now.filter(ref => !wanted.includes(ref));
    if (added.length + gone.length > 0) {
      await this.kernel.records.changeRecord(caller, {
        id: record.id,
        entityLinks: this.#affected.links(added),
        entityUnlinks: this.#affected.links(gone),
        expectedVersion,
      });
    }
    return this.#done(caller, record.id);
  }

  async copy(caller: Caller, id: string): Promise<Change> {
    const from = await this.get(caller, id);
    const tasks = await this.store.tasksToCopy(
      from.id,
      from.viewer.seesInternal,
    );
    return this.file(caller, copyOf(from), { tasks });
  }

  #summary(record: StoredRecord): ChangePage['items'][number] {
    const shown = this.kernel.records.present(record);
    return Object.fromEntries(
      SUMMARY_KEYS.filter(key => shown[key] !== undefined).map(key => [
        key,
        shown[key],
      ]),
    ) as ChangePage['items'][number];
  }
}
