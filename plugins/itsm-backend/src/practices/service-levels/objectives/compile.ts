import { createHash } from 'crypto';
import {
  comparedFault,
  nominalLength,
  OBJECTIVE_ON_BURN_ANNOTATION,
  readSloDuration,
  recommendedRules,
  sliceMinutes,
  type AlertPolicyBody,
  type AlertPolicySpec,
  type AlertRule,
  type Budgeting,
  type IndicatorBody,
  type IndicatorSpec,
  type ObjectiveBody,
  type TimeWindow,
} from '@callboard/plugin-itsm-common';
import type { Definition } from '@callboard/plugin-itsm-node';
import { entityCandidates } from './entityOf';

const MINUTE = 60_000;

/** A question to a Prometheus. */
export interface PartQuery {
  part: 'good' | 'bad' | 'total' | 'threshold' | 'raw';
  /** A name below `itsm.serviceLevels.prometheus`. */
  connection?: string;
  query: string;
}

/** What is measured, and where. */
export type Measure =
  | {
      source: 'prometheus';
      queries: readonly PartQuery[];
      /** Whether numbers only grow. */
      counter: boolean;
      /** Whether `raw` is the part that is bad. */
      rawFailure: boolean;
      compare?: { op: 'lte' | 'gte' | 'lt' | 'gt'; value: number };
    }
  | { source: 'records' };

/** An objective as it counts. */
export interface CompiledObjective {
  key: string;
  version: number;
  definedIn: Definition['source'];
  /** Since when it is so. */
  since: number;
  name: string;
  description?: string;
  body: ObjectiveBody;
  candidates: readonly string[];
  target: number;
  window: TimeWindow;
  budgeting: Budgeting;
  /** Undefined if it is not known what is measured. */
  measure?: Measure;
  /** Names what is measured and how it counts: what was measured under another one is no use. */
  series: string;
  rules: readonly AlertRule[];
  filesIncidents: boolean;
  /** What is missing for it, in sentences. */
  faults: readonly string[];
}

/** What objectives refer to. */
export interface Referred {
  indicators: ReadonlyMap<string, IndicatorBody>;
  policies: ReadonlyMap<string, AlertPolicyBody>;
  /** Names of connections to Prometheus. */
  connections: readonly string[];
}

type PrometheusMetric = NonNullable<IndicatorSpec['thresholdMetric']>;

const listed = (names: readonly string[]) => names.join(', ');

class Compiler {
  readonly faults: string[] = [];

  constructor(
    private readonly body: ObjectiveBody,
    private readonly referred: Referred,
  ) {}

  indicator(): IndicatorSpec | undefined {
    const { indicator, indicatorRef } = this.body.spec;
    if (indicator) return indicator.spec;
    const found = this.referred.indicators.get(indicatorRef!);
    if (!found)
      this.faults.push(
        `There is no indicator "${indicatorRef}"; write it as an SLI document`,
      );
    return found?.spec;
  }

  measure(): Measure | undefined {
    const spec = this.indicator();
    if (!spec) return undefined;
    const [objective] = this.body.spec.objectives;
    const compared = comparedFault(spec, objective);
    if (compared) {
      this.faults.push(`The value of the objective ${compared}`);
      return undefined;
    }
    const { thresholdMetric, ratioMetric: ratio } = spec;
    if (thresholdMetric)
      return this.#prometheus([['threshold', thresholdMetric]], {
        compare: { op: objective.op!, value: objective.value! },
      });
    const raw = ratio!.raw;
    if (raw?.metricSource.type === 'Callboard') return { source: 'records' };
    if (raw)
      return this.#prometheus([['raw', raw as PrometheusMetric]], {
        rawFailure: ratio!.rawType === 'failure',
      });
    const { good, bad, total, counter } = ratio!;
    return this.#prometheus(
      [good ? ['good', good] : ['bad', bad!], ['total', total!]],
      { counter },
    );
  }

  #prometheus(
    parts: readonly [PartQuery['part'], PrometheusMetric][],
    more: Partial<Extract<Measure, { source: 'prometheus' }>>,
  ): Measure {
    return {
      source: 'prometheus',
      counter: false,
      rawFailure: false,
      ...more,
      queries: parts.map(([part, { metricSource }]) => ({
        part,
        connection: this.#connection(metricSource.metricSourceRef),
        query: metricSource.spec.query,
      })),
    };
  }

  #connection(named: string | undefined): string | undefined {
    const { connections } = this.referred;
    const found =
      named ?? (connections.length === 1 ? connections[0] : undefined);
    if (found !== undefined && connections.includes(found)) return found;
    const there =
      connections.length > 0 ? `there are ${listed(connections)}` : 'none is';
    const fault =
      named === undefined && connections.length > 1
        ? `It must say as metricSourceRef which Prometheus is asked; there are ${listed(
            connections,
          )}`
        : `There is no connection ${
            named === undefined ? 'to a Prometheus' : `"${named}"`
          } in the configuration, below itsm.serviceLevels.prometheus; ${there}`;
    if (!this.faults.includes(fault)) this.faults.push(fault);
    return undefined;
  }

  rules(length: number): AlertRule[] {
    const { alertPolicies } = this.body.spec;
    if (!alertPolicies) return recommendedRules(length);
    return alertPolicies.flatMap(named => {
      if (typeof named === 'object' && 'spec' in named)
        return ruleOf(named.spec, named.metadata?.name);
      const key = typeof named === 'string' ? named : named.alertPolicyRef;
      const found = this.referred.policies.get(key);
      if (found) return ruleOf(found.spec, key);
      this.faults.push(
        `There is no alert policy "${key}"; write it as an AlertPolicy document, or take it out of the objective`,
      );
      return [];
    });
  }
}

/** A twelfth of the long window is the Workbook's advice; whole minutes, as that is how we measure. */
const shortOf = (long: number) =>
  Math.max(1, Math.round(long / 12 / MINUTE)) * MINUTE;

function ruleOf(spec: AlertPolicySpec, policy?: string): AlertRule {
  const { severity, condition } = spec.conditions[0].spec;
  const long = readSloDuration(condition.lookbackWindow)!.milliseconds!;
  const after =
    condition.alertAfter && readSloDuration(condition.alertAfter)!.milliseconds;
  return {
    severity,
    long,
    short: after ? Math.min(after, long) : shortOf(long),
    threshold: condition.threshold,
    above: condition.op === 'gt',
    policy,
    tellsEnd: spec.alertWhenResolved,
  };
}

function seriesOf(key: string, ...what: unknown[]): string {
  const hash = createHash('sha256').update(JSON.stringify(what)).digest('hex');
  return `${key}@${hash.slice(0, 16)}`;
}

/** Reads an objective with what it refers to. What is missing is told, and the rest counts. */
export function compileObjective(
  definition: Definition<ObjectiveBody>,
  referred: Referred,
): CompiledObjective {
  const { key, version, source, validFrom, body } = definition;
  const { metadata, spec } = body;
  const [objective] = spec.objectives;
  const [window] = spec.timeWindow;
  const compiler = new Compiler(body, referred);
  const measure = compiler.measure();
  const budgeting: Budgeting = {
    method: spec.budgetingMethod,
    ...(objective.timeSliceWindow !== undefined && {
      sliceMinutes: sliceMinutes(objective.timeSliceWindow),
    }),
    ...(objective.timeSliceTarget !== undefined && {
      sliceTarget: objective.timeSliceTarget,
    }),
  };
  return {
    key,
    version,
    definedIn: source,
    since: validFrom,
    name: metadata.displayName ?? metadata.name,
    description: spec.description,
    body,
    candidates: entityCandidates(body),
    target: objective.target ?? objective.targetPercent! / 100,
    window,
    budgeting,
    measure: compiler.faults.length > 0 ? withoutUnknown(measure) : measure,
    series: seriesOf(key, measure, budgeting),
    rules: compiler.rules(nominalLength(window)),
    filesIncidents:
      metadata.annotations?.[OBJECTIVE_ON_BURN_ANNOTATION] === 'incident',
    faults: compiler.faults,
  };
}

/** Where a connection is missing, nothing can be asked. */
function withoutUnknown(measure: Measure | undefined): Measure | undefined {
  if (measure?.source !== 'prometheus') return measure;
  return measure.queries.some(({ connection }) => connection === undefined)
    ? undefined
    : measure;
}
