import {
  gatesFor,
  READINESS_GATE,
  type DesignGate,
  type GateBody,
  type Tier,
} from '@callboard/plugin-itsm-common';
import type { Definitions } from '@callboard/plugin-itsm-node';

/** The gates from the definitions. */
export class GateBook {
  #last: readonly GateBody[] = [];

  constructor(private readonly definitions: Definitions) {}

  /** Reads them anew, as definitions are read: no older than a few seconds. */
  async refresh(): Promise<readonly GateBody[]> {
    const found = await this.definitions.list<GateBody>(READINESS_GATE);
    this.#last = found.map(({ body }) => body);
    return this.#last;
  }

  /** Those that a service must pass, as they were read last: for where nothing can be waited for. */
  last(gate: DesignGate, tier: Tier | undefined): readonly GateBody[] {
    return gatesFor(gate, this.#last, tier);
  }
}
