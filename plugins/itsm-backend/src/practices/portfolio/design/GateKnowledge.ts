import type { DesignGateFacts } from '@callboard/plugin-itsm-common';
import { serviceRisksRef, type ItsmKernel } from '@callboard/plugin-itsm-node';
import type { ProfileStore } from '../catalogue/ProfileStore';
import type { DesignStore, GateRow } from './DesignStore';
import type { MilestoneStore } from './MilestoneStore';

type Executor = Parameters<DesignStore['ofGates']>[1];

/**
 * What the data say of services at their gates: milestones, the score of the checklist, open risks. Asked
 * with a transaction, it is what holds in that: three statements and those of the risks.
 */
export class GateKnowledge {
  constructor(
    private readonly deps: {
      services: ItsmKernel['services'];
      milestones: Pick<MilestoneStore, 'openBeforeGoingLive'>;
      profiles: Pick<ProfileStore, 'profiles'>;
    },
  ) {}

  /** By the id of the record. */
  async of(
    rows: readonly Pick<GateRow, 'recordId' | 'entityRef'>[],
    executor?: Executor,
  ): Promise<ReadonlyMap<string, DesignGateFacts>> {
    const { services, milestones, profiles } = this.deps;
    const refs = [...new Set(rows.flatMap(row => row.entityRef ?? []))];
    // One after the other: a transaction has one connection.
    const open = await milestones.openBeforeGoingLive(
      rows.map(row => row.recordId),
      executor,
    );
    const scored = await profiles.profiles(refs, executor);
    const risks = await services.find(serviceRisksRef)?.sums(refs, executor);
    return new Map(
      rows.map(({ recordId, entityRef = '' }) => [
        recordId,
        {
          openMilestones: open.get(recordId),
          score: scored.get(entityRef)?.score,
          highestRisk: risks?.get(entityRef)?.highest,
        },
      ]),
    );
  }
}
