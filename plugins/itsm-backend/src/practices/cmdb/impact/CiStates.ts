import type { LoggerService } from '@backstage/backend-plugin-api';
import type { OperationalState } from '@callboard/plugin-itsm-common';
import type { CiStateSource, Clock } from '@callboard/plugin-itsm-node';

/** How long what sources said is used; an answer about impact may be as old. */
const KEPT_MS = 2_000;

/** How it stands with configuration items, as all who know something of it say. */
export class CiStates {
  readonly #sources: CiStateSource[] = [];
  #kept: Map<string, OperationalState[]> = new Map();
  #keptAt = -Infinity;
  #asking: Promise<Map<string, OperationalState[]>> | undefined;

  constructor(private readonly deps: { clock: Clock; logger: LoggerService }) {}

  add(source: CiStateSource): void {
    this.#sources.push(source);
  }

  /** The states of every item that has one. */
  current(): Promise<Map<string, OperationalState[]>> {
    const age = this.deps.clock.now() - this.#keptAt;
    if (age >= 0 && age < KEPT_MS) return Promise.resolve(this.#kept);
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #ask(): Promise<Map<string, OperationalState[]>> {
    const all = new Map<string, OperationalState[]>();
    for (const source of this.#sources) {
      let said: ReadonlyMap<string, OperationalState>;
      try {
        said = await source.states();
      } catch (error) {
        // What fails with what is asked for in a disruption: half of it is better than nothing.
        this.deps.logger.warn(
          `${source.id} does not say how it stands with items: ${error}`,
        );
        continue;
      }
      for (const [ref, state] of said) {
        const own = all.get(ref);
        if (!own) all.set(ref, [state]);
        else if (!own.includes(state)) own.push(state);
      }
    }
    this.#kept = all;
    this.#keptAt = this.deps.clock.now();
    return all;
  }
}
