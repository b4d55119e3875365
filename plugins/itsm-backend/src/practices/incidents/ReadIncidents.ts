import type {
  Caller,
  IncidentsReader,
  ItsmKernel,
} from '@callboard/plugin-itsm-node';
import type { IncidentStore } from './IncidentStore';

/** {@link IncidentsReader} as the permission framework and the invariants of access let callers read. */
export class ReadIncidents implements IncidentsReader {
  constructor(
    private readonly kernel: Pick<ItsmKernel, 'records' | 'readScope'>,
    private readonly store: IncidentStore,
  ) {}

  async opened(
    caller: Caller,
    span: { from: number; to: number },
    limit: number,
  ) {
    return this.store.opened(await this.#readable(caller), span, limit);
  }

  async briefs(caller: Caller, ids: readonly string[]) {
    return ids.length > 0
      ? this.store.briefs(await this.#readable(caller), ids)
      : new Map();
  }

  async #readable(caller: Caller) {
    const scoped = await this.kernel.readScope.of(caller, ['incident']);
    return this.kernel.records.conditions(scoped).readable;
  }
}
