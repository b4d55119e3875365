import { NotAllowedError } from '@backstage/errors';
import {
  MEASURE_KEYS,
  type BulkResult,
  type Initiative,
  type InitiativeBulk,
  type InitiativeDirection,
  type InitiativeListQuery,
  type InitiativeMeasures,
  type InitiativeOrigin,
  type InitiativePage,
  type InitiativePatch,
  type InitiativePreview,
  type InitiativePreviewed,
  type InitiativeTransition,
  type NewInitiative,
} from '@callboard/plugin-itsm-common';
import {
  assignToCaller,
  changeInBulk,
  shownOrReceipt,
  type Caller,
  type ItsmKernel,
  type RecordValues,
} from '@callboard/plugin-itsm-node';
import type { InitiativeStore } from './InitiativeStore';
import { INITIATIVE_TYPE } from './kinds';
import type { Measurements } from './Measurements';
import type { Promised } from './Promised';
import { shown, shownViewer, stored, summaryOf, SUMMARY_KEYS } from './shown';
import { storedWhere } from './where';

/** Where an initiative comes from, as the product says it. */
export interface InitiativeSource {
  origin: InitiativeOrigin;
  originId?: string;
}

/**
 * What can be done with initiatives, one method a verb. Where a method takes `expectedVersion`, it
 * refuses with a conflict if the initiative moved on.
 */
export interface InitiativeService {
  /** Files an initiative. A baseline that is named is measured. */
  file(
    caller: Caller,
    initiative: NewInitiative,
    source?: InitiativeSource,
  ): Promise<Initiative>;
  /** Initiatives that the caller may read, as a keyset page. */
  list(caller: Caller, query: InitiativeListQuery): Promise<InitiativePage>;
  /** One initiative by number or id. @throws NotFoundError */
  get(caller: Caller, id: string): Promise<Initiative>;
  /** Edits fields. What is to be measured is measured. */
  update(
    caller: Caller,
    id: string,
    patch: InitiativePatch,
    expectedVersion?: number,
  ): Promise<Initiative>;
  /** Moves an initiative along. @throws ConflictError if its state or its numbers do not allow it */
  transition(
    caller: Caller,
    id: string,
    command: InitiativeTransition,
    expectedVersion?: number,
  ): Promise<Initiative>;
  /** Edits or moves many, each on its own, and says what became of each. */
  bulk(caller: Caller, command: InitiativeBulk): Promise<BulkResult>;
  /** Assigns an initiative to the caller. */
  assignToMe(
    caller: Caller,
    id: string,
    expectedVersion?: number,
  ): Promise<Initiative>;
  /** Everything that was measured for it. */
  measures(caller: Caller, id: string): Promise<InitiativeMeasures>;
  /** Measures it now. @throws NotAllowedError for who does not work on it */
  measureNow(caller: Caller, id: string): Promise<Initiative>;
  /** What would be measured. */
  preview(
    caller: Caller,
    draft: InitiativePreview,
  ): Promise<InitiativePreviewed>;
}

/** Whether what is said is about what is measured, or against what. */
export const saysWhatIsMeasured = (
  values: Readonly<Record<string, unknown>>,
): boolean => MEASURE_KEYS.some(key => values[key] !== undefined);

const SAVES = ['hoursEach', 'hourlyRate'];
const FIXED = ['implement', 'achieved', 'closed', 'abandoned'];
/** What was said of one KPI says nothing of another one. */
const OF_THE_OTHER_KPI = {
  kpiWhere: null,
  statistic: null,
  basis: null,
  target: null,
  direction: null,
  hoursEach: null,
};

/** Initiatives through the kernel's door. Knows no permissions: see {@link AuthorizedInitiativeService}. */
export class DefaultInitiativeService implements InitiativeService {
  constructor(
    private readonly kernel: Pick<ItsmKernel, 'records'>,
    private readonly deps: {
      store: InitiativeStore;
      promised: Promised;
      measurements: Measurements;
    },
  ) {}

  async file(
    caller: Caller,
    initiative: NewInitiative,
    source: InitiativeSource = { origin: 'own' },
  ): Promise<Initiative> {
    const { template, fromRecord, kpiWhere, ...said } = initiative;
    const values: RecordValues = {
      ...stored(said),
      kpiWhere: storedWhere(kpiWhere),
    };
    const promise = saysWhatIsMeasured(initiative)
      ? await this.deps.promised.of(caller, values, initiative.direction)
      : {};
    const { record } = await this.kernel.records.changeRecord(caller, {
      create: INITIATIVE_TYPE,
      template,
      link: fromRecord ? { kind: 'relates-to', target: fromRecord } : undefined,
      set: {
        channel: caller.kind === 'user' ? 'portal' : 'api',
        ...values,
        ...promise,
        ...source,
        requesterRef: caller.kind === 'user' ? caller.ref : undefined,
      },
    });
    return this.#done(caller, record.id);
  }

  #done(caller: Caller, id: string): Promise<Initiative> {
    return shownOrReceipt(caller, who => this.#shown(who, id));
  }

  async list(
    caller: Caller,
    { kpi, filter, ...query }: InitiativeListQuery,
  ): Promise<InitiativePage> {
    const { records } = this.kernel;
    const page = await records.list(caller, {
      ...query,
      filter:
        kpi && filter
          ? { $all: [{ kpi }, filter] }
          : filter ?? (kpi && { kpi }),
      types: [INITIATIVE_TYPE],
      keys: SUMMARY_KEYS,
    });
    return {
      ...page,
      items: page.items.map(record => summaryOf(records, record)),
    };
  }

  get(caller: Caller, id: string): Promise<Initiative> {
    return this.#shown(caller, id);
  }

  async #shown(caller: Caller, id: string): Promise<Initiative> {
    const { records } = this.kernel;
    const { record, ...view } = await records.view(caller, id, INITIATIVE_TYPE);
    return {
      ...shown(records, record),
      ...view,
      viewer: shownViewer(view.viewer),
    } as unknown as Initiative;
  }

  async update(
    caller: Caller,
    id: string,
    patch: InitiativePatch,
    expectedVersion?: number,
  ): Promise<Initiative> {
    const { records } = this.kernel;
    const { kpiWhere, ...said } = patch;
    const set = stored(said);
    if (kpiWhere !== undefined)
      set.kpiWhere = kpiWhere === null ? null : storedWhere(kpiWhere) ?? null;
    const measured = saysWhatIsMeasured(patch);
    if (!measured && !SAVES.some(key => key in patch)) {
      await records.changeRecord(caller, { id, set, expectedVersion });
      return this.#done(caller, id);
    }
    // It is measured before the command: what it was then must be what it is changed from.
    const { record } = await records.view(caller, id, INITIATIVE_TYPE);
    if (measured && FIXED.includes(record.status)) {
      // A rule says why not; nothing need be measured for that.
      await records.changeRecord(caller, { id, set, expectedVersion });
      return this.#done(caller, id);
    }
    if (set.kpi !== undefined && set.kpi !== record.kpi)
      Object.assign(set, { ...OF_THE_OTHER_KPI, ...set });
    const after = { ...record, ...set };
    const { promised, store } = this.deps;
    const follows = measured
      ? await promised.of(
          caller,
          after,
          (patch.direction ?? undefined) as InitiativeDirection | undefined,
        )
      : await promised.from(after, await store.windowsOf(record.id));
    await records.changeRecord(
      caller,
      {
        id: record.id,
        set: { ...set, ...follows },
        expectedVersion: expectedVersion ?? record.version,
      },
      {
        alongside: async tx => {
          if (measured) await store.clearWindows(record.id, tx);
        },
      },
    );
    return this.#done(caller, record.id);
  }

  async transition(
    caller: Caller,
    id: string,
    command: InitiativeTransition,
    expectedVersion?: number,
  ): Promise<Initiative> {
    const { transition, comment, ...set } = command;
    const { records } = this.kernel;
    if (transition === 'achieve') {
      // Whether the target is met is looked at now, not as of this morning.
      const { record } = await records.view(caller, id, INITIATIVE_TYPE);
      if ((await records.workedOn(caller, [record.id])).has(record.id))
        await this.deps.measurements.measure(record.id);
    }
    await records.changeRecord(caller, {
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

  bulk(caller: Caller, command: InitiativeBulk): Promise<BulkResult> {
    return changeInBulk(this, caller, command);
  }

  async assignToMe(
    caller: Caller,
    id: string,
    expectedVersion?: number,
  ): Promise<Initiative> {
    await assignToCaller(this.kernel.records, caller, {
      id,
      label: 'an initiative',
      expectedVersion,
    });
    return this.#done(caller, id);
  }

  async measures(caller: Caller, id: string): Promise<InitiativeMeasures> {
    const { record } = await this.kernel.records.view(
      caller,
      id,
      INITIATIVE_TYPE,
    );
    return this.deps.measurements.told(record);
  }

  async measureNow(caller: Caller, id: string): Promise<Initiative> {
    const { records } = this.kernel;
    const { record, viewer } = await records.view(caller, id, INITIATIVE_TYPE);
    const works = await records.workedOn(caller, [record.id]);
    if (!viewer.canUpdate || !works.has(record.id))
      throw new NotAllowedError(
        `Only those who work on ${record.number} may have it measured; it is once a day anyway`,
      );
    await this.deps.measurements.measure(record.id);
    return this.#done(caller, record.id);
  }

  preview(
    caller: Caller,
    draft: InitiativePreview,
  ): Promise<InitiativePreviewed> {
    return this.deps.measurements.preview(caller, draft);
  }
}
