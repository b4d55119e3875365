import { InputError } from '@backstage/errors';
import {
  beginAfter,
  beginOf,
  type KeyResultWindow,
  type KpiAnswer,
  type KpiDefinition,
} from '@callboard/plugin-itsm-common';
import { SYSTEM_CALLER, type ItsmKernel } from '@callboard/plugin-itsm-node';
import { v7 as uuidv7 } from 'uuid';
import type { KeyResultRow, KeyResultStore } from './KeyResultStore';
import type { KeyResultWriter } from './KeyResultWriter';

const MINUTE = 60_000;
/** While numbers are still being counted. */
const SOON = 2 * MINUTE;
/** After a window is over, so that what happened at its end is counted in. */
const AFTER_THE_END = 30 * MINUTE;

/** Up to when all that happened is counted in. */
function countedUpTo(answer: KpiAnswer): number {
  if (answer.rebuilding) return -Infinity;
  return answer.unread > 0 ? Date.parse(answer.asOf) : Infinity;
}

const everyOf = (one: Pick<KeyResultRow, 'every'>): KeyResultWindow =>
  one.every ?? 'month';

/** Asks KPIs for the values of key results. Nobody is asked for permissions here. */
export class KeyResultMeasuring {
  constructor(
    private readonly kernel: Pick<ItsmKernel, 'kpis' | 'clock'>,
    private readonly deps: { store: KeyResultStore; writer: KeyResultWriter },
    /** In which windows begin. */
    private readonly zone: string,
  ) {}

  /** The definitions that hold now, by key. */
  async definitions(): Promise<ReadonlyMap<string, KpiDefinition>> {
    const all = await this.kernel.kpis.all();
    return new Map(all.map(definition => [definition.key, definition]));
  }

  /**
   * Makes sure that a KPI can be asked so.
   *
   * @throws InputError if it is not there, or tells nothing yet
   */
  async check(
    one: Pick<KeyResultRow, 'kpi' | 'kpiWhere' | 'statistic' | 'every'>,
  ): Promise<void> {
    const definition = (await this.definitions()).get(one.kpi!);
    if (!definition)
      throw new InputError(
        `kpi: there is no KPI ${one.kpi}; GET /kpis lists those that there are`,
      );
    if (definition.awaits)
      throw new InputError(
        `kpi: ${definition.name} cannot be told yet, it waits for ${definition.awaits}; choose another one`,
      );
    await this.#ask(one);
  }

  #window(every: KeyResultWindow): { from: number; to: number } {
    const now = this.kernel.clock.now();
    return {
      from: beginAfter(now, every, this.zone, -1),
      to: beginOf(now, every, this.zone),
    };
  }

  #ask(
    one: Pick<KeyResultRow, 'kpi' | 'kpiWhere' | 'statistic' | 'every'>,
  ): Promise<KpiAnswer> {
    const every = everyOf(one);
    const { from, to } = this.#window(every);
    return this.kernel.kpis.ask({
      kpi: one.kpi!,
      where: one.kpiWhere,
      statistic: one.statistic,
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      grain: every,
    });
  }

  /** When a key result is to be measured next. */
  next(one: Pick<KeyResultRow, 'every'>, outcome: 'kept' | 'soon'): number {
    const now = this.kernel.clock.now();
    if (outcome === 'soon') return now + SOON;
    return beginAfter(now, everyOf(one), this.zone) + AFTER_THE_END;
  }

  /**
   * Measures the last whole window of a key result and keeps what came out otherwise than before.
   *
   * @returns `soon` while not all that happened in it is counted
   */
  async measure(one: KeyResultRow): Promise<'kept' | 'soon'> {
    const { from, to } = this.#window(everyOf(one));
    let answer: KpiAnswer;
    try {
      answer = await this.#ask(one);
    } catch (error) {
      const { name, message } = error as Error;
      if (name === 'ServiceUnavailableError') return 'soon';
      if (name !== 'InputError') throw error;
      await this.#fault(one, message);
      return 'kept';
    }
    if (countedUpTo(answer) < to) return 'soon';
    const value = answer.series?.[0]?.value ?? answer.total.value;
    if (value === undefined) {
      await this.#fault(
        one,
        'In the last whole window there was nothing to count it of.',
      );
      return 'kept';
    }
    const isKnown =
      one.current === value && one.currentAt === to && !one.measureFault;
    if (!isKnown)
      await this.deps.writer.change(
        SYSTEM_CALLER,
        one,
        { current: value, currentAt: to, measureFault: undefined },
        {
          what: 'measured',
          value: {
            id: uuidv7({ msecs: this.kernel.clock.now() }),
            keyResultId: one.id,
            at: to,
            value,
            from,
            to,
          },
        },
      );
    return 'kept';
  }

  async #fault(one: KeyResultRow, measureFault: string): Promise<void> {
    if (one.measureFault === measureFault) return;
    await this.deps.writer.change(
      SYSTEM_CALLER,
      one,
      { measureFault },
      { what: 'measure-failed' },
    );
  }
}
