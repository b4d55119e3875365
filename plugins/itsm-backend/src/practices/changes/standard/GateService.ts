import {
  gateOf,
  type GateAnswer,
  type StandardGate,
  type StandardGateAnswer,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  ItsmKernel,
  StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { StandardService } from './StandardService';
import type { StandardStore } from './StandardStore';

const iso = (at: number | undefined) =>
  at === undefined ? undefined : new Date(at).toISOString();
const instant = (value: unknown) =>
  typeof value === 'number' ? value : undefined;
const word = (value: unknown) =>
  typeof value === 'string' ? value : undefined;

/** Whether work may go on now. */
export interface GateService {
  /** The gate of a change that the caller may read. @throws NotFoundError */
  ofChange(caller: Caller, id: string): Promise<GateAnswer>;
  /**
   * The gate of the run of a standard change that the caller has open for an entity. Files one if there
   * is none, or the window of the last one is over.
   */
  ofRun(
    caller: Caller,
    key: string,
    question: StandardGate,
  ): Promise<StandardGateAnswer>;
}

/** Gates told from the change as it is now. */
export class DefaultGateService implements GateService {
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'records' | 'clock' | 'requireEntity'
    >,
    private readonly deps: { store: StandardStore; standard: StandardService },
  ) {}

  async ofChange(caller: Caller, id: string): Promise<GateAnswer> {
    const { records } = this.kernel;
    return this.#tell((await records.view(caller, id, 'change')).record);
  }

  async ofRun(
    caller: Caller,
    key: string,
    question: StandardGate,
  ): Promise<StandardGateAnswer> {
    const { clock, requireEntity } = this.kernel;
    const ref = await requireEntity(caller, question.entityRef, 'entityRef');
    const open = await this.deps.store.openRun(
      key,
      ref,
      caller.kind === 'user' ? caller.ref : undefined,
      clock.now(),
    );
    const id =
      open ??
      (
        await this.deps.standard.file(caller, key, {
          entityRef: ref,
          alsoAffects: [],
          plannedStart: question.plannedStart,
          plannedEnd: question.plannedEnd,
          draft: false,
        })
      ).id;
    return { ...(await this.ofChange(caller, id)), filed: open === undefined };
  }

  #tell(change: StoredRecord): GateAnswer {
    const now = this.kernel.clock.now();
    const gate = gateOf(
      {
        number: change.number,
        status: change.status,
        changeType: word(change.changeType) ?? 'normal',
        approval: word(change.approval),
        preApproved: change.preApproved === true,
        inFreeze: change.inFreeze === true,
        plannedStart: instant(change.plannedStart),
        plannedEnd: instant(change.plannedEnd),
      },
      now,
    );
    return {
      number: change.number,
      status: change.status,
      open: gate.open,
      state: gate.state,
      reason: gate.reason,
      until: iso(gate.until),
      opensAt: iso(gate.opensAt),
      asOf: new Date(now).toISOString(),
    };
  }
}
