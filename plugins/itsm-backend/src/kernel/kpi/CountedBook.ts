import type { KpiDefinition } from '@callboard/plugin-itsm-common';
import type {
  Counted,
  FactKind,
  Gauge,
  RecordFacts,
} from '@callboard/plugin-itsm-node';

const MOST = { stages: 6, dimensions: 6, values: 8, marks: 31 } as const;
/** What one stage can add up. */
const MOST_AT = { marks: 8, values: 4 } as const;

const keysOf = (list: readonly { key: string }[] | undefined) =>
  (list ?? []).map(({ key }) => key);

/** What is wrong with a kind of facts, for whoever writes it. */
function faultOf(kind: FactKind): string | undefined {
  for (const part of ['stages', 'dimensions', 'values', 'marks'] as const) {
    const keys = keysOf(kind[part]);
    if (keys.length > MOST[part])
      return `has ${keys.length} ${part}, at most ${MOST[part]} are kept`;
    if (new Set(keys).size < keys.length)
      return `has ${part} with the same key`;
  }
  if (kind.stages.length === 0) return 'has no stage';
  for (const stage of kind.stages) {
    for (const part of ['marks', 'values'] as const) {
      const named = stage[part] ?? [];
      if (named.length > MOST_AT[part])
        return `counts ${named.length} ${part} at ${stage.key}, at most ${MOST_AT[part]} are kept`;
      const unknown = named.find(key => !keysOf(kind[part]).includes(key));
      if (unknown)
        return `counts ${unknown} at ${stage.key}, and has no such one`;
    }
  }
  return undefined;
}

/** What all practices count. It is complete once the kernel stands. */
export class CountedBook {
  readonly #kinds = new Map<string, FactKind>();
  readonly #gauges = new Map<string, Gauge>();
  readonly #kpis = new Map<string, KpiDefinition>();
  readonly #records: RecordFacts[] = [];

  /** @throws Error if a kind cannot be kept, or something is there twice */
  contribute(counted: Counted): void {
    const followed = (counted.records ?? []).map(r => r.kind);
    for (const kind of [...followed, ...(counted.kinds ?? [])]) {
      const fault = faultOf(kind);
      if (fault) throw new Error(`The kind of facts ${kind.kind} ${fault}`);
      this.#once(this.#kinds, kind.kind, kind);
    }
    this.#records.push(...(counted.records ?? []));
    for (const gauge of counted.gauges ?? [])
      this.#once(this.#gauges, gauge.gauge, gauge);
    for (const kpi of counted.kpis ?? []) this.#once(this.#kpis, kpi.key, kpi);
  }

  #once<T>(map: Map<string, T>, key: string, value: T): void {
    if (map.has(key)) throw new Error(`${key} is counted twice`);
    map.set(key, value);
  }

  kinds(): FactKind[] {
    return [...this.#kinds.values()];
  }

  findKind(kind: string): FactKind | undefined {
    return this.#kinds.get(kind);
  }

  /** @throws Error if no practice counts it */
  kind(kind: string): FactKind {
    const found = this.#kinds.get(kind);
    if (!found) throw new Error(`No practice counts facts of the kind ${kind}`);
    return found;
  }

  /** What follows from the journal of records. */
  records(): readonly RecordFacts[] {
    return this.#records;
  }

  findGauge(gauge: string): Gauge | undefined {
    return this.#gauges.get(gauge);
  }

  /** Those of practices, without what definitions say. */
  kpis(): KpiDefinition[] {
    return [...this.#kpis.values()];
  }
}
