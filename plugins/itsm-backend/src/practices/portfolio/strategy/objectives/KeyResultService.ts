import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  BUSINESS_OBJECTIVE,
  businessObjectiveLifecycle,
  elapsedShare,
  keyResultProgress,
  objectiveProgress,
  targetFault,
  type BusinessObjectiveState,
  type CheckIn,
  type KeyResult,
  type KeyResultPatch,
  type KeyResults,
  type KeyResultValue,
  type KeyResultValues,
  type KpiDefinition,
  type NewKeyResult,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  ItsmKernel,
  StoredRecord,
} from '@callboard/plugin-itsm-node';
import { v7 as uuidv7 } from 'uuid';
import type { KeyResultMeasuring } from './KeyResultMeasuring';
import type { KeyResultRow, KeyResultStore, ValueRow } from './KeyResultStore';
import type { KeyResultWriter } from './KeyResultWriter';
import type { ObjectiveStore } from './ObjectiveStore';

/** Values that are shown beside a key result. */
const SHOWN_VALUES = 24;
/** Parts that are shown below the key results. */
const SHOWN_PARTS = 50;
const PAGE = 50;
/** States in which key results change. */
const CHANGES_IN = ['draft', 'active'];

const iso = (at: number) => new Date(at).toISOString();
const isoOf = (at: number | undefined) =>
  at === undefined ? undefined : iso(at);

/** What can be done with the key results of an objective, one method a verb. */
export interface KeyResultService {
  list(caller: Caller, objective: string): Promise<KeyResults>;
  add(
    caller: Caller,
    objective: string,
    said: NewKeyResult,
  ): Promise<KeyResults>;
  /** @throws ConflictError if it moved on */
  change(
    caller: Caller,
    objective: string,
    keyResult: string,
    patch: KeyResultPatch,
    expectedVersion?: number,
  ): Promise<KeyResults>;
  remove(
    caller: Caller,
    objective: string,
    keyResult: string,
    expectedVersion?: number,
  ): Promise<KeyResults>;
  /** Writes a value down. */
  checkIn(
    caller: Caller,
    objective: string,
    keyResult: string,
    said: CheckIn,
  ): Promise<KeyResults>;
  /** Asks the KPIs now. */
  measureNow(caller: Caller, objective: string): Promise<KeyResults>;
  values(
    caller: Caller,
    objective: string,
    keyResult: string,
    page: { limit?: number; cursor?: string },
  ): Promise<KeyResultValues>;
}

interface Seen {
  record: StoredRecord;
  /** Whether the caller works on the objective and may change it. */
  works: boolean;
}

const writeCursor = ({ at, id }: ValueRow) =>
  Buffer.from(`${at}:${id}`).toString('base64url');

/** @throws InputError for a cursor that is none of ours */
function readCursor(cursor: string): { at: number; id: string } {
  const [, at, id] =
    /^(-?\d{1,16}):([0-9a-f-]{36})$/.exec(
      Buffer.from(cursor, 'base64url').toString(),
    ) ?? [];
  if (!id)
    throw new InputError('cursor: must be pageInfo.nextCursor of this list');
  return { at: Number(at), id };
}

/** Key results of objectives. Knows no permissions: see the authorized one. */
export class DefaultKeyResultService implements KeyResultService {
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'records' | 'catalog' | 'clock' | 'requireEntity'
    >,
    private readonly deps: {
      store: KeyResultStore;
      writer: KeyResultWriter;
      measuring: KeyResultMeasuring;
      objectives: ObjectiveStore;
    },
  ) {}

  async #see(caller: Caller, id: string): Promise<Seen> {
    const { records } = this.kernel;
    const { record, viewer } = await records.view(
      caller,
      id,
      BUSINESS_OBJECTIVE,
    );
    const works = await records.workedOn(caller, [record.id]);
    return { record, works: viewer.canUpdate && works.has(record.id) };
  }

  /** @throws NotAllowedError, ConflictError once it is over */
  async #own(caller: Caller, id: string): Promise<StoredRecord> {
    const { record, works } = await this.#see(caller, id);
    if (!works)
      throw new NotAllowedError(
        `Only those who work on ${record.number} may change its key results; ask its owner group`,
      );
    this.#stillOn(record);
    return record;
  }

  #stillOn({ number, status }: StoredRecord): void {
    if (!CHANGES_IN.includes(status))
      throw new ConflictError(
        `${number} is over, and its key results stay as they are; pursue it again first`,
      );
  }

  /** @throws NotFoundError for one of another objective */
  async #find(record: StoredRecord, id: string): Promise<KeyResultRow> {
    const found = await this.deps.store.find(id);
    if (found?.recordId !== record.id)
      throw new NotFoundError(`${record.number} has no key result ${id}`);
    return found;
  }

  #fresh(one: KeyResultRow, expectedVersion?: number): void {
    if (expectedVersion !== undefined && expectedVersion !== one.version)
      throw new ConflictError(
        'Somebody changed this key result meanwhile; look at what it says now',
      );
  }

  async #owner(caller: Caller, ref: string | undefined) {
    return ref && this.kernel.requireEntity(caller, ref, 'ownerRef');
  }

  async list(caller: Caller, objective: string): Promise<KeyResults> {
    return this.#told(caller, await this.#see(caller, objective));
  }

  async #told(caller: Caller, { record, works }: Seen): Promise<KeyResults> {
    const { store, measuring, objectives } = this.deps;
    const rows = await store.ofRecord(record.id);
    const { readable } = this.kernel.records.conditions(caller);
    const [parts, values, definitions] = await Promise.all([
      objectives.parts(record.id, readable),
      store.lastValues(
        rows.map(({ id }) => id),
        SHOWN_VALUES,
      ),
      rows.some(({ kpi }) => kpi)
        ? measuring.definitions()
        : new Map<string, KpiDefinition>(),
    ]);
    const isOn = CHANGES_IN.includes(record.status);
    const items = rows.map(row => {
      const history = values.get(row.id)!;
      const definition = row.kpi ? definitions.get(row.kpi) : undefined;
      return this.#shown(row, {
        history,
        definition,
        canCheckIn:
          isOn && !row.kpi && (works || this.#owns(caller, row.ownerRef)),
      });
    });
    const shown = parts.filter(part => part.shown).slice(0, SHOWN_PARTS);
    const period = {
      from: record.periodFrom as number | undefined,
      to: record.periodTo as number | undefined,
    };
    return {
      items,
      progress: objectiveProgress([...items, ...parts]),
      parts: shown.map(({ number, title, status, progress }) => ({
        number,
        title,
        statusLabel:
          businessObjectiveLifecycle.states[status as BusinessObjectiveState]
            .label,
        progress,
      })),
      otherParts: parts.length - shown.length,
      elapsed: elapsedShare(period, this.kernel.clock.now()),
      canEdit: works && isOn,
      refs: await this.kernel.catalog.describe([
        ...rows.map(({ ownerRef }) => ownerRef),
        ...items.flatMap(({ history }) => history.map(({ byRef }) => byRef)),
      ]),
    };
  }

  #owns = (caller: Caller, ref: string | undefined) =>
    ref !== undefined &&
    caller.kind === 'user' &&
    (caller.ref === ref || caller.ownership.includes(ref));

  #shown(
    row: KeyResultRow,
    more: {
      history: readonly ValueRow[];
      definition?: KpiDefinition;
      canCheckIn: boolean;
    },
  ): KeyResult {
    return {
      id: row.id,
      title: row.title,
      unit: row.unit,
      start: row.start,
      target: row.target,
      direction: row.direction,
      current: row.current,
      currentAt: isoOf(row.currentAt),
      progress: row.progress,
      confidence: row.confidence,
      ownerRef: row.ownerRef,
      measuredBy: row.kpi ? 'kpi' : 'manual',
      kpi: row.kpi,
      kpiName: more.definition?.name,
      kpiUnit: more.definition?.unit,
      kpiWhere: row.kpiWhere,
      statistic: row.statistic,
      every: row.every,
      measureFault: row.measureFault,
      version: row.version,
      canCheckIn: more.canCheckIn,
      history: more.history.map(value => this.#value(row, value)),
    };
  }

  #value(row: KeyResultRow, value: ValueRow): KeyResultValue {
    return {
      id: value.id,
      at: iso(value.at),
      value: value.value,
      progress: keyResultProgress({ ...row, current: value.value }) ?? 0,
      confidence: value.confidence,
      note: value.words,
      byRef: value.byRef,
      from: isoOf(value.from),
      to: isoOf(value.to),
    };
  }

  async add(
    caller: Caller,
    objective: string,
    said: NewKeyResult,
  ): Promise<KeyResults> {
    const record = await this.#own(caller, objective);
    const { writer, measuring } = this.deps;
    if (!said.kpi && (said.kpiWhere || said.statistic || said.every))
      throw new InputError(
        'kpi: name the KPI that measures it, or leave out kpiWhere, statistic and every',
      );
    const now = this.kernel.clock.now();
    const one = {
      ...said,
      titleByRef: caller.ref,
      every: said.kpi ? said.every ?? 'month' : undefined,
      ownerRef: await this.#owner(caller, said.ownerRef),
      id: uuidv7({ msecs: now }),
      recordId: record.id,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    this.#sound(one);
    if (one.kpi) await measuring.check(one);
    await writer.add(caller, one);
    return this.list(caller, record.id);
  }

  /** @throws InputError for a target on the wrong side of the start */
  #sound(one: Parameters<typeof targetFault>[0]): void {
    const fault = targetFault(one);
    if (fault) throw new InputError(fault);
  }

  async change(
    caller: Caller,
    objective: string,
    keyResult: string,
    patch: KeyResultPatch,
    expectedVersion?: number,
  ): Promise<KeyResults> {
    const record = await this.#own(caller, objective);
    const before = await this.#find(record, keyResult);
    this.#fresh(before, expectedVersion);
    const { position, ...said } = patch;
    const change: Partial<KeyResultRow> = Object.fromEntries(
      Object.entries(said).map(([key, value]) => [key, value ?? undefined]),
    );
    if (said.title !== undefined && said.title !== before.title)
      change.titleByRef = caller.ref;
    if (said.ownerRef)
      change.ownerRef = await this.#owner(caller, said.ownerRef);
    if (said.kpi === null)
      Object.assign(change, {
        kpiWhere: undefined,
        statistic: undefined,
        every: undefined,
        measureFault: undefined,
      });
    // Another number is measured from the beginning.
    const isOther = said.kpi !== undefined && said.kpi !== (before.kpi ?? null);
    if (isOther && said.kpi)
      Object.assign(change, {
        kpiWhere: change.kpiWhere,
        statistic: change.statistic,
        every: change.every ?? before.every ?? 'month',
      });
    const after = { ...before, ...change };
    this.#sound(after);
    const asks =
      isOther || ['kpiWhere', 'statistic', 'every'].some(key => key in said);
    if (asks && !after.kpi && said.kpi !== null)
      throw new InputError(
        'kpi: name the KPI that measures it, or leave out kpiWhere, statistic and every',
      );
    if (asks && after.kpi) await this.deps.measuring.check(after);
    const { store, writer } = this.deps;
    let order: string[] | undefined;
    if (position !== undefined) {
      const others = (await store.ofRecord(record.id))
        .map(({ id }) => id)
        .filter(id => id !== before.id);
      others.splice(position, 0, before.id);
      order = others;
    }
    await writer.change(caller, before, change, {
      order,
      measureAt: asks && after.kpi ? this.kernel.clock.now() : undefined,
    });
    return this.list(caller, record.id);
  }

  async remove(
    caller: Caller,
    objective: string,
    keyResult: string,
    expectedVersion?: number,
  ): Promise<KeyResults> {
    const record = await this.#own(caller, objective);
    const one = await this.#find(record, keyResult);
    this.#fresh(one, expectedVersion);
    await this.deps.writer.remove(caller, one);
    return this.list(caller, record.id);
  }

  async checkIn(
    caller: Caller,
    objective: string,
    keyResult: string,
    said: CheckIn,
  ): Promise<KeyResults> {
    const { record, works } = await this.#see(caller, objective);
    const one = await this.#find(record, keyResult);
    if (!works && !this.#owns(caller, one.ownerRef))
      throw new NotAllowedError(
        `Only the owner of a key result and those who work on ${record.number} may write down its value`,
      );
    this.#stillOn(record);
    if (one.kpi)
      throw new ConflictError(
        'A KPI measures this key result; nobody writes its value down',
      );
    const now = this.kernel.clock.now();
    const at = said.at === undefined ? now : Date.parse(said.at);
    if (at > now)
      throw new InputError('at: must not be in the future; say what it was');
    const isLatest = one.currentAt === undefined || at >= one.currentAt;
    await this.deps.writer.change(
      caller,
      one,
      isLatest
        ? {
            current: said.value,
            currentAt: at,
            confidence: said.confidence ?? one.confidence,
          }
        : {},
      {
        what: 'checked-in',
        value: {
          id: uuidv7({ msecs: now }),
          keyResultId: one.id,
          at,
          value: said.value,
          confidence: said.confidence,
          words: said.note || undefined,
          byRef: caller.ref,
        },
      },
    );
    return this.list(caller, record.id);
  }

  async measureNow(caller: Caller, objective: string): Promise<KeyResults> {
    const record = await this.#own(caller, objective);
    const { store, measuring } = this.deps;
    const measured = (await store.ofRecord(record.id)).filter(k => k.kpi);
    // A dozen at most, each a question of its own.
    for (const one of measured) await measuring.measure(one);
    return this.list(caller, record.id);
  }

  async values(
    caller: Caller,
    objective: string,
    keyResult: string,
    page: { limit?: number; cursor?: string },
  ): Promise<KeyResultValues> {
    const { record } = await this.#see(caller, objective);
    const one = await this.#find(record, keyResult);
    const limit = page.limit ?? PAGE;
    const rows = await this.deps.store.values(one.id, {
      limit: limit + 1,
      after: page.cursor === undefined ? undefined : readCursor(page.cursor),
    });
    const items = rows.slice(0, limit);
    return {
      items: items.map(value => this.#value(one, value)),
      pageInfo:
        rows.length > limit
          ? { nextCursor: writeCursor(items[items.length - 1]) }
          : {},
      refs: await this.kernel.catalog.describe(items.map(v => v.byRef)),
    };
  }
}
