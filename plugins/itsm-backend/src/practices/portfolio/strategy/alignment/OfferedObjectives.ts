import { businessObjectivePermissions } from '@callboard/plugin-itsm-common';
import type {
  BusinessObjectives,
  Caller,
  ItsmKernel,
  ObjectiveBrief,
} from '@callboard/plugin-itsm-node';
import { briefOf } from './AlignmentService';
import type { AlignmentStore } from './AlignmentStore';

/** Below the parameters that SQLite takes in one statement. */
const CHUNK = 400;

/** The business objectives, as other practices and parts know them. */
export class OfferedObjectives implements BusinessObjectives {
  constructor(
    private readonly kernel: Pick<ItsmKernel, 'authorizer' | 'records'>,
    private readonly store: AlignmentStore,
  ) {}

  async servedBy(
    caller: Caller,
    recordIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly ObjectiveBrief[]>> {
    const { authorizer, records } = this.kernel;
    const scoped = await authorizer.withScopes(caller, [
      businessObjectivePermissions.read,
    ]);
    const { readable } = records.conditions(scoped);
    const served = new Map<string, ObjectiveBrief[]>();
    for (let i = 0; i < recordIds.length; i += CHUNK) {
      const rows = await this.store.servedBy(
        readable,
        recordIds.slice(i, i + CHUNK),
      );
      for (const row of rows)
        served.set(row.fromId, [
          ...(served.get(row.fromId) ?? []),
          briefOf(row),
        ]);
    }
    return served;
  }
}
