import {
  initiativeLifecycle,
  initiativePermissions,
  newInitiativeSchema,
  type InitiativeOrigin,
  type InitiativeState,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  InitiativeBrief,
  Initiatives,
  ItsmKernel,
  ProposedInitiative,
} from '@callboard/plugin-itsm-node';
import type { InitiativeService } from './InitiativeService';
import type { BriefRow, InitiativeStore } from './InitiativeStore';

const labelOf = (status: string) =>
  initiativeLifecycle.states[status as InitiativeState]?.label ?? status;

const briefOf = ({ originId: _, ...row }: BriefRow): InitiativeBrief => ({
  ...row,
  statusLabel: labelOf(row.status),
});

/** The register, as other practices and parts know it. */
export class OfferedInitiatives implements Initiatives {
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'records' | 'authorizer' | 'clock'
    >,
    private readonly deps: {
      store: InitiativeStore;
      /** With permissions. */
      initiatives: InitiativeService;
    },
  ) {}

  async #readable(caller: Caller) {
    const { authorizer, records } = this.kernel;
    const scoped = await authorizer.withScopes(caller, [
      initiativePermissions.read,
    ]);
    return records.conditions(scoped).readable;
  }

  async underWay(
    caller: Caller,
    { at = this.kernel.clock.now(), limit }: { at?: number; limit: number },
  ): Promise<readonly InitiativeBrief[]> {
    const readable = await this.#readable(caller);
    const rows = await this.deps.store.underWay(readable, at, limit);
    return rows.map(briefOf);
  }

  async cameFrom(
    caller: Caller,
    origin: InitiativeOrigin,
    refs: readonly string[],
  ): Promise<ReadonlyMap<string, InitiativeBrief>> {
    const readable = await this.#readable(caller);
    const rows = await this.deps.store.cameFrom(readable, origin, refs);
    return new Map(rows.map(row => [row.originId!, briefOf(row)]));
  }

  async propose(
    caller: Caller,
    { origin, originId, ...proposed }: ProposedInitiative,
  ): Promise<InitiativeBrief> {
    const filed = await this.deps.initiatives.file(
      caller,
      newInitiativeSchema.parse(proposed),
      { origin, originId },
    );
    return {
      id: filed.id,
      number: filed.number,
      title: filed.title,
      status: filed.status,
      statusLabel: labelOf(filed.status),
      ownerRef: filed.ownerRef,
      assigneeRef: filed.assigneeRef,
      serviceRef: filed.serviceRef,
      kpi: filed.kpi,
      baseline: filed.baselineValue,
      target: filed.target,
      dueAt: filed.dueAt === undefined ? undefined : Date.parse(filed.dueAt),
    };
  }
}
