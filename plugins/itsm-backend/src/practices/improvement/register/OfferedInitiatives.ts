import {
  initiativeLifecycle,
  initiativePermissions,
  newInitiativeSchema,
  type Initiative,
  type InitiativeOrigin,
  type InitiativeState,
  type NewInitiative,
} from '@callboard/plugin-itsm-common';
import {
  SYSTEM_CALLER,
  type Caller,
  type InitiativeBrief,
  type Initiatives,
  type ItsmKernel,
  type ProposedInitiative,
} from '@callboard/plugin-itsm-node';
import type { InitiativeService, InitiativeSource } from './InitiativeService';
import type { BriefRow, InitiativeStore } from './InitiativeStore';

const labelOf = (status: string) =>
  initiativeLifecycle.states[status as InitiativeState]?.label ?? status;

const briefOf = ({ originId: _, ...row }: BriefRow): InitiativeBrief => ({
  ...row,
  statusLabel: labelOf(row.status),
});

/** Whether the database refused a second one of the same origin: who asked first was faster. */
const isSecondOfOrigin = (error: unknown): boolean =>
  error instanceof Error &&
  /unique/i.test(error.message) &&
  /initiatives_origin_idx|initiatives\.origin/.test(error.message);

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
    const filed = await this.#file(
      caller,
      newInitiativeSchema.parse(proposed),
      { origin, originId },
    );
    if ('brief' in filed) return filed.brief;
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

  /** Files it, or finds the one that somebody else filed of the same origin at the same instant. */
  async #file(
    caller: Caller,
    initiative: NewInitiative,
    source: InitiativeSource,
  ): Promise<Initiative | { brief: InitiativeBrief }> {
    try {
      return await this.deps.initiatives.file(caller, initiative, source);
    } catch (error) {
      const { origin, originId } = source;
      if (originId === undefined || !isSecondOfOrigin(error)) throw error;
      const there = await this.cameFrom(SYSTEM_CALLER, origin, [originId]);
      const brief = there.get(originId);
      if (!brief) throw error;
      return { brief };
    }
  }
}
