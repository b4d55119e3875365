import {
  ALERT_POLICY_KIND,
  INDICATOR_KIND,
  OBJECTIVE_KIND,
  type AlertPolicyBody,
  type IndicatorBody,
  type ObjectiveBody,
  type RefInfo,
} from '@callboard/plugin-itsm-common';
import type { Definition, ItsmKernel } from '@callboard/plugin-itsm-node';
import { compileObjective, type CompiledObjective } from './compile';
import { knownEntity } from './entityOf';

/** An objective, and what it is about. */
export interface Objective extends CompiledObjective {
  entityRef?: string;
}

const bodies = <B>(definitions: readonly Definition<B>[]) =>
  new Map(definitions.map(({ key, body }) => [key, body]));

/** Knows the objectives that hold now. */
export class ObjectiveBook {
  constructor(
    private readonly kernel: Pick<ItsmKernel, 'definitions' | 'catalog'>,
    /** Names of connections to Prometheus. */
    private readonly connections: readonly string[],
  ) {}

  /** All of them by name, with what the entities are called. */
  async all(): Promise<{
    objectives: Objective[];
    refs: Record<string, RefInfo>;
  }> {
    return this.#known(await this.#compiled());
  }

  /** Those of some entities, by name. What others are about is not looked up. */
  async ofEntities(refs: readonly string[]): Promise<Objective[]> {
    const asked = new Set(refs);
    const likely = (await this.#compiled()).filter(({ candidates }) =>
      candidates.some(ref => asked.has(ref)),
    );
    const { objectives } = await this.#known(likely);
    return objectives.filter(
      ({ entityRef }) => entityRef !== undefined && asked.has(entityRef),
    );
  }

  async #compiled(): Promise<CompiledObjective[]> {
    const { definitions } = this.kernel;
    const [objectives, indicators, policies] = await Promise.all([
      definitions.list<ObjectiveBody>(OBJECTIVE_KIND),
      definitions.list<IndicatorBody>(INDICATOR_KIND),
      definitions.list<AlertPolicyBody>(ALERT_POLICY_KIND),
    ]);
    const referred = {
      indicators: bodies(indicators),
      policies: bodies(policies),
      connections: this.connections,
    };
    return objectives.map(d => compileObjective(d, referred));
  }

  async #known(compiled: readonly CompiledObjective[]): Promise<{
    objectives: Objective[];
    refs: Record<string, RefInfo>;
  }> {
    const { catalog } = this.kernel;
    const refs = await catalog.describe(compiled.flatMap(o => o.candidates));
    return {
      objectives: compiled
        .map(o => ({ ...o, entityRef: knownEntity(o.candidates, refs) }))
        .sort(
          (a, b) => a.name.localeCompare(b.name) || (a.key < b.key ? -1 : 1),
        ),
      refs,
    };
  }
}
