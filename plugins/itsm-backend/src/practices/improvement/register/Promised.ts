import { InputError, NotAllowedError } from '@backstage/errors';
import {
  benefitOf,
  normalizeRef,
  type Benefit,
  type InitiativeDirection,
  type InitiativeSettings,
  type KpiDefinition,
  type KpiStatistic,
  type KpiWhere,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  ItsmKernel,
  RecordValues,
} from '@callboard/plugin-itsm-node';
import type { StoredWindow } from './InitiativeStore';
import { measureOf, type Measuring } from './Measuring';
import { storedWhere } from './where';

/** What is known of an initiative only as long as it measures the same. */
const FORGOTTEN = {
  currentValue: null,
  currentCount: null,
  currentFrom: null,
  currentTo: null,
  currentAt: null,
  verdict: null,
  savedHours: null,
  savedMoney: null,
};
const NOT_PROMISED = {
  kpiUnit: null,
  baselineValue: null,
  baselineCount: null,
  kpiVersion: null,
  ...FORGOTTEN,
};

const optional = <T>(value: unknown) =>
  value === null || value === undefined ? undefined : (value as T);

/** What an initiative promises: checked, measured and reckoned when somebody says it. */
export class Promised {
  constructor(
    private readonly kernel: Pick<ItsmKernel, 'requireEntity'>,
    private readonly measuring: Measuring,
    private readonly settings: InitiativeSettings,
  ) {}

  /**
   * What follows from what is to be measured, as somebody says it: the days of the baseline, its number,
   * the unit, the direction where the KPI has one.
   *
   * @param values - the initiative as it would be
   * @param said - the direction, if somebody names one
   * @throws InputError for a KPI, a dimension or a baseline that cannot be asked
   */
  async of(
    caller: Caller,
    values: RecordValues,
    said?: InitiativeDirection,
  ): Promise<RecordValues> {
    const measure = measureOf(values);
    if (!measure) return { kpiWhere: null, ...NOT_PROMISED };
    const definition = await this.measuring.definitionOf(measure.kpi);
    const where = await this.where(caller, definition, measure.where);
    const derived: RecordValues = {
      ...NOT_PROMISED,
      kpiWhere: storedWhere(where) ?? null,
      kpiUnit: definition.unit,
      direction: this.#direction(definition, values, said) ?? null,
    };
    const from = optional<number>(values.baselineFrom);
    const to = optional<number>(values.baselineTo);
    // What is wrong with a baseline of which one end is missing, a rule says.
    if (from === undefined || to === undefined) return derived;
    const time = this.measuring.days(from, to);
    const measured = await this.measuring.baseline({ ...measure, where }, time);
    return {
      ...derived,
      baselineFrom: time.from,
      baselineTo: time.to,
      baselineValue: measured.value ?? null,
      baselineCount: measured.count,
      kpiVersion: measured.version,
    };
  }

  #direction(
    definition: KpiDefinition,
    values: RecordValues,
    said?: InitiativeDirection,
  ): InitiativeDirection | undefined {
    const { direction, name } = definition;
    if (direction === 'neutral') {
      const known = said ?? optional<InitiativeDirection>(values.direction);
      if (known || optional(values.target) === undefined) return known;
      throw new InputError(
        `direction: ${name} does not say which way is better; say down or up`,
      );
    }
    if (said && said !== direction)
      throw new InputError(
        `direction: of ${name} ${
          direction === 'up' ? 'more' : 'less'
        } is better; leave it out`,
      );
    return direction;
  }

  /**
   * What is counted, with references as they are now.
   *
   * @throws InputError for a dimension that the KPI has not, or an entity that is not there for the caller
   */
  async where(
    caller: Caller,
    definition: KpiDefinition,
    where: Readonly<Record<string, readonly string[]>> = {},
  ): Promise<KpiWhere> {
    const kept: Record<string, string[]> = {};
    for (const [dimension, values] of Object.entries(where)) {
      if (!definition.dimensions.includes(dimension))
        throw new InputError(
          `kpiWhere: ${
            definition.name
          } cannot be asked by ${dimension}; it can be by ${
            definition.dimensions.join(', ') || 'nothing'
          }`,
        );
      kept[dimension] = await Promise.all(
        values.map(value =>
          dimension.endsWith('Ref') && normalizeRef(value)
            ? this.kernel.requireEntity(
                caller,
                normalizeRef(value)!,
                `kpiWhere.${dimension}`,
              )
            : value,
        ),
      );
    }
    if (definition.forTeamItself && caller.kind === 'user') {
      const others = (kept.ownerRef ?? []).filter(
        ref => !caller.ownership.includes(ref),
      );
      if (others.length > 0)
        throw new NotAllowedError(
          `kpiWhere: ${definition.name} is a number of a team for itself; name your own group`,
        );
    }
    return kept;
  }

  /** What the windows say together: the last of them, and what was saved. */
  async from(
    values: RecordValues,
    windows: readonly StoredWindow[],
  ): Promise<RecordValues> {
    const last = windows[windows.length - 1];
    if (!last) return FORGOTTEN;
    const benefit = await this.benefit(values, windows);
    return {
      currentValue: last.value ?? null,
      currentCount: last.count,
      currentFrom: last.from,
      currentTo: last.to,
      currentAt: last.measuredAt,
      verdict: last.verdict,
      savedHours: benefit?.hours ?? null,
      savedMoney: benefit?.money ?? null,
    };
  }

  /** What was saved; undefined where it cannot be reckoned. */
  async benefit(
    values: RecordValues,
    windows: readonly StoredWindow[],
  ): Promise<Benefit | undefined> {
    const measure = measureOf(values);
    const baseline = optional<number>(values.baselineValue);
    const direction = optional<InitiativeDirection>(values.direction);
    if (!measure || baseline === undefined || !direction) return undefined;
    const definition = await this.measuring.definitionOf(measure.kpi);
    const benefit = benefitOf({
      unit: definition.unit,
      formula: definition.formula,
      statistic: values.statistic as KpiStatistic | undefined,
      direction,
      baseline,
      windows,
      hoursEach: optional<number>(values.hoursEach),
      hourlyRate:
        optional<number>(values.hourlyRate) ?? this.settings.hourlyRate,
      currency: this.settings.currency,
    });
    return benefit.kind === 'none' ? undefined : benefit;
  }
}
