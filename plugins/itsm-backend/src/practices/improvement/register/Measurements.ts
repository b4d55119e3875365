import {
  watchOutcome,
  type InitiativeMeasures,
  type InitiativePreview,
  type InitiativePreviewed,
  type KpiDefinition,
} from '@callboard/plugin-itsm-common';
import {
  SYSTEM_CALLER,
  type Caller,
  type ItsmKernel,
  type StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { InitiativeStore, StoredWindow } from './InitiativeStore';
import { INITIATIVE_NOTES, INITIATIVE_TYPE } from './kinds';
import { measureOf, type MeasuredTime, type Measuring } from './Measuring';
import type { Promised } from './Promised';

/** Windows that a form shows beside the baseline. */
const SHOWN_WINDOWS = 12;
/** In these it is measured. */
const MEASURED = ['implement', 'achieved'];

const iso = (at: number) => new Date(at).toISOString();
const pointOf = ({
  from,
  to,
  value,
  count,
}: Omit<MeasuredTime, 'version'>) => ({
  from: iso(from),
  to: iso(to),
  value,
  count,
});

const isSame = (a: StoredWindow, b: StoredWindow | undefined) =>
  b !== undefined &&
  a.to === b.to &&
  a.value === b.value &&
  a.count === b.count &&
  a.verdict === b.verdict &&
  a.newestValue === b.newestValue &&
  a.newestVersion === b.newestVersion;

/** Whether a number could not be told for a reason that people are told. */
const isSaid = (error: unknown) =>
  ['InputError', 'ServiceUnavailableError'].includes((error as Error).name);

/** When it is to be looked at again: tomorrow, soon as numbers are still being counted, or not any more. */
export type LookAgain = 'tomorrow' | 'soon' | 'never';

/** Measures initiatives, keeps what was measured and does what follows from it. */
export class Measurements {
  constructor(
    private readonly kernel: Pick<ItsmKernel, 'records' | 'clock'>,
    private readonly deps: {
      store: InitiativeStore;
      measuring: Measuring;
      promised: Promised;
    },
  ) {}

  /** An initiative as it is; undefined if it is gone. */
  async initiative(id: string): Promise<StoredRecord | undefined> {
    try {
      const { records } = this.kernel;
      return (await records.view(SYSTEM_CALLER, id, INITIATIVE_TYPE)).record;
    } catch (error) {
      if ((error as Error).name === 'NotFoundError') return undefined;
      throw error;
    }
  }

  /**
   * Measures all whole windows since implementing first began anew: facts that came late count, too. What
   * came out otherwise is kept, and the initiative closed or taken up again if that follows.
   */
  async measure(id: string): Promise<LookAgain> {
    const found = await this.initiative(id);
    if (!found || !MEASURED.includes(found.status)) return 'never';
    const { store, measuring } = this.deps;
    await store.looked(found.id, this.kernel.clock.now());
    let record = found;
    let windows: StoredWindow[] | undefined;
    const kept = await store.windowsOf(found.id);
    try {
      record = await this.#withBaseline(found);
      const since = Math.min(
        Number(record.implementingSince),
        kept[0]?.from ?? Infinity,
      );
      windows = await measuring.judged(record, since);
    } catch (error) {
      if ((error as Error).name === 'ServiceUnavailableError') return 'soon';
      if ((error as Error).name !== 'InputError') throw error;
      await this.#noteFailure(record);
      return 'tomorrow';
    }
    if (!windows) return 'soon';
    await this.#keep(record, kept, windows);
    return (await this.#follow(record.id, windows)) ? 'tomorrow' : 'never';
  }

  /** Measures the baseline of one that was brought in from elsewhere without. */
  async #withBaseline(record: StoredRecord): Promise<StoredRecord> {
    if (record.baselineValue !== undefined || record.kpiUnit !== undefined)
      return record;
    const { record: measured } = await this.kernel.records.changeRecord(
      SYSTEM_CALLER,
      {
        id: record.id,
        set: await this.deps.promised.of(SYSTEM_CALLER, record),
        expectedVersion: record.version,
      },
    );
    return measured;
  }

  /** Says once that the KPI cannot be asked. */
  async #noteFailure(record: StoredRecord): Promise<void> {
    if (record.verdict === 'failed') return;
    await this.kernel.records.changeRecord(SYSTEM_CALLER, {
      id: record.id,
      set: { verdict: 'failed', currentAt: this.kernel.clock.now() },
      fact: { kind: INITIATIVE_NOTES.failed, audience: 'requester' },
      expectedVersion: record.version,
    });
  }

  async #keep(
    record: StoredRecord,
    kept: readonly StoredWindow[],
    windows: readonly StoredWindow[],
  ): Promise<void> {
    const before = new Map(kept.map(window => [window.from, window]));
    const changed = windows.filter(
      window => !isSame(window, before.get(window.from)),
    );
    const last = windows[windows.length - 1];
    if (changed.length === 0 && record.verdict === last?.verdict) return;
    if (!last) return;
    const { store, promised } = this.deps;
    await this.kernel.records.changeRecord(
      SYSTEM_CALLER,
      {
        id: record.id,
        set: await promised.from(record, windows),
        fact: {
          kind: INITIATIVE_NOTES.measured,
          audience: 'requester',
          payload: {
            from: last.from,
            to: last.to,
            value: last.value,
            count: last.count,
            version: last.version,
            verdict: last.verdict,
            windows: changed.length,
          },
        },
        expectedVersion: record.version,
      },
      { alongside: tx => store.keepWindows(record.id, changed, tx) },
    );
  }

  /** Whether it is to be measured on. */
  async #follow(
    id: string,
    windows: readonly StoredWindow[],
  ): Promise<boolean> {
    const record = await this.initiative(id);
    if (record?.status !== 'achieved') return record?.status === 'implement';
    const watch = {
      achievedAt: Number(record.achievedAt),
      watchUntil: Number(record.watchUntil),
    };
    const outcome = watchOutcome(watch, windows, this.kernel.clock.now());
    if (outcome === 'watching') return true;
    await this.kernel.records.changeRecord(SYSTEM_CALLER, {
      id,
      transition: outcome === 'held' ? 'close' : 'reopen',
      expectedVersion: record.version,
    });
    return outcome === 'slipped';
  }

  /** What was measured, and what follows from it, for people. */
  async told(record: StoredRecord): Promise<InitiativeMeasures> {
    const { store, promised, measuring } = this.deps;
    const windows = await store.windowsOf(record.id);
    const measure = measureOf(record);
    if (!measure) return { windows: [] };
    const benefit = await this.#unlessAsked(() =>
      promised.benefit(record, windows),
    );
    const told: InitiativeMeasures = {
      windows: windows.map((window, i) => ({
        ...pointOf(window),
        verdict: window.verdict,
        measuredAt: iso(window.measuredAt),
        newestValue: window.newestValue,
        newestVersion: window.newestVersion,
        saved: benefit?.windows[i]?.saved,
      })),
      benefit: benefit && {
        ...benefit,
        formula: [...benefit.formula],
      },
      nextAt: MEASURED.includes(record.status)
        ? iso(measuring.nextEnd(measure.every))
        : undefined,
    };
    try {
      const definition = await measuring.definitionOf(measure.kpi);
      return {
        ...told,
        kpi: measuring.describe(definition, measure.statistic),
        newestBaseline: await this.#newestBaseline(record, definition),
        fault:
          record.verdict === 'failed' ? await this.#faultOf(record) : undefined,
      };
    } catch (error) {
      if (!isSaid(error)) throw error;
      return { ...told, fault: (error as Error).message };
    }
  }

  async #unlessAsked<T>(ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask();
    } catch (error) {
      // What cannot be asked any more is said beside.
      if (isSaid(error)) return undefined;
      throw error;
    }
  }

  /** The baseline once more, by a definition that came after it. */
  async #newestBaseline(
    record: StoredRecord,
    definition: KpiDefinition,
  ): Promise<InitiativeMeasures['newestBaseline']> {
    const { version, changes } = definition;
    const measure = measureOf(record);
    const from = record.baselineFrom as number | undefined;
    const to = record.baselineTo as number | undefined;
    if (!measure || from === undefined || to === undefined) return undefined;
    if (record.kpiVersion === version) return undefined;
    const again = await this.deps.measuring.baseline(measure, { from, to });
    return {
      ...pointOf(again),
      version,
      what: changes?.find(change => change.version === version)?.what,
    };
  }

  /** Why it could not be measured; nothing if it can by now. */
  async #faultOf(record: StoredRecord): Promise<string | undefined> {
    try {
      await this.deps.measuring.judged(
        record,
        Number(record.implementingSince),
      );
      return undefined;
    } catch (error) {
      if (isSaid(error)) return (error as Error).message;
      throw error;
    }
  }

  /** What a KPI was in a baseline, and is now. @throws InputError for what cannot be asked */
  async preview(
    caller: Caller,
    draft: InitiativePreview,
  ): Promise<InitiativePreviewed> {
    const { measuring, promised } = this.deps;
    const definition = await measuring.definitionOf(draft.kpi);
    const where = await promised.where(caller, definition, draft.kpiWhere);
    const { statistic, basis, measureEvery: every } = draft;
    const measure = { kpi: draft.kpi, where, statistic, basis, every };
    const windows = await measuring.last(measure, SHOWN_WINDOWS);
    return {
      kpi: measuring.describe(definition, statistic),
      baseline: await this.#baselineOf(measure, draft),
      current:
        windows.length > 0 ? pointOf(windows[windows.length - 1]) : undefined,
      windows: windows.map(pointOf),
    };
  }

  async #baselineOf(
    measure: NonNullable<ReturnType<typeof measureOf>>,
    { baselineFrom, baselineTo }: InitiativePreview,
  ) {
    if (baselineFrom === undefined || baselineTo === undefined)
      return undefined;
    const from = Date.parse(baselineFrom);
    const to = Date.parse(baselineTo);
    const { measuring } = this.deps;
    return pointOf(await measuring.baseline(measure, measuring.days(from, to)));
  }
}
