import type { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
  definitionReadPermission,
  definitionWritePermission,
  importRunPermission,
  kpiReadPermission,
  operationsManagePermission,
  operationsReadPermission,
  personErasePermission,
  webhookManagePermission,
} from '@callboard/plugin-itsm-common';
import {
  recordResourceRef,
  recordRules,
  type Practice,
  type RecordResource,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { RECORD_COLUMNS, toRecord } from './records/rows';
import type { RecordTypes } from './RecordTypes';

/**
 * Records as permission rules see them, in the order of the references, with undefined for those
 * that are missing. Getting this order wrong has let people into other people's records
 * elsewhere; the test holds it.
 */
export async function loadResources(
  knex: Knex,
  refs: readonly string[],
): Promise<(RecordResource | undefined)[]> {
  const [rows, participants] = await Promise.all([
    knex('records')
      .whereIn('id', [...refs])
      .select(Object.values(RECORD_COLUMNS)),
    knex('participants')
      .whereIn('record_id', [...refs])
      .where('can_read', true),
  ]);
  const byId = new Map(rows.map(row => [row.id as string, toRecord(row)]));
  return refs.map(ref => {
    const record = byId.get(ref);
    return (
      record && {
        ...record,
        participant: participants
          .filter(p => p.record_id === ref)
          .map(p => p.principal_ref),
      }
    );
  });
}

/** Makes the permissions of kernel and practices, and the rules on records, known to Backstage. */
export function registerPermissions(
  registry: PermissionsRegistryService,
  knex: Knex,
  types: RecordTypes,
  practices: readonly Practice[],
): void {
  const all = types.all();
  registry.addResourceType({
    resourceRef: recordResourceRef,
    permissions: all.flatMap(t => [t.permissions.read, t.permissions.update]),
    rules: Object.values(recordRules),
    getResources: refs => loadResources(knex, refs),
  });
  registry.addPermissions([
    ...all.map(t => t.permissions.create),
    ...practices.flatMap(p => p.permissions ?? []),
    importRunPermission,
    kpiReadPermission,
    definitionReadPermission,
    definitionWritePermission,
    operationsReadPermission,
    operationsManagePermission,
    webhookManagePermission,
    personErasePermission,
  ]);
}
