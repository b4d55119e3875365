import { ConflictError } from '@backstage/errors';
import type { AlertsOfObjectives } from '@callboard/plugin-itsm-node';
import type { ObjectiveStore } from './ObjectiveStore';

/** See {@link AlertsOfObjectives}. */
export class FiledAlerts implements AlertsOfObjectives {
  constructor(private readonly store: ObjectiveStore) {}

  async find(id: string) {
    const alert = await this.store.alert(id);
    return (
      alert && {
        objective: alert.objectiveKey,
        recordId: alert.recordId,
        running: alert.endedAt === undefined,
      }
    );
  }

  lastRecord(objective: string) {
    return this.store.lastRecord(objective);
  }

  async note(
    tx: Parameters<AlertsOfObjectives['note']>[0],
    id: string,
    recordId: string,
  ) {
    if (!(await this.store.noteRecord(tx, id, recordId)))
      throw new ConflictError(`A record was filed for the alert ${id} already`);
  }
}
