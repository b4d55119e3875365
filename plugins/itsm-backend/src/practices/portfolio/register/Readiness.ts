import {
  readinessGatesRef,
  type ItsmKernel,
  type StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { ServiceStore } from './ServiceStore';

/** Transitions of which a gate may know why not. */
const GATED: readonly string[] = ['design', 'to-transition', 'operate'];

const NO_OBJECTIVE =
  'Link the business objective that it serves first, or say why it serves none.';

/** Why a service goes no further, of what its record alone does not say: its objectives and its gates. */
export class Readiness {
  constructor(
    private readonly kernel: Pick<ItsmKernel, 'services'>,
    private readonly store: Pick<ServiceStore, 'servesAny'>,
  ) {}

  /**
   * By name of the transition, a sentence or more; those that nothing stands against are left out.
   *
   * @param transitions - those that are asked about
   * @param set - what is said along with it
   */
  async refusals(
    record: StoredRecord,
    transitions: readonly string[],
    set: Readonly<Record<string, unknown>> = {},
  ): Promise<ReadonlyMap<string, string>> {
    const gates = this.kernel.services.find(readinessGatesRef);
    const found = await Promise.all(
      transitions.map(async (name): Promise<[string, string][]> => {
        if (name === 'ask-charter') {
          if (set.fitReason || record.fitReason) return [];
          const serves = await this.store.servesAny(record.id);
          return serves ? [] : [[name, NO_OBJECTIVE]];
        }
        if (!gates || !GATED.includes(name)) return [];
        const { passes, missing } = await gates.of(record.id, name);
        return passes ? [] : [[name, missing.join(' ')]];
      }),
    );
    return new Map(found.flat());
  }
}
