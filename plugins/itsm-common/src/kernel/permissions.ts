import { createPermission } from '@backstage/plugin-permission-common';

/** Resource type of every record, so that one set of rules serves all practices. */
export const RECORD_RESOURCE_TYPE = 'itsm-record';

/** The permissions of a record type: `itsm.<type>.create`, `.read` and `.update`. */
export function recordPermissions(type: string) {
  return {
    create: createPermission({
      name: `itsm.${type}.create`,
      attributes: { action: 'create' },
    }),
    read: createPermission({
      name: `itsm.${type}.read`,
      attributes: { action: 'read' },
      resourceType: RECORD_RESOURCE_TYPE,
    }),
    update: createPermission({
      name: `itsm.${type}.update`,
      attributes: { action: 'update' },
      resourceType: RECORD_RESOURCE_TYPE,
    }),
  };
}

/** What {@link recordPermissions} gives. */
export type RecordPermissions = ReturnType<typeof recordPermissions>;

/** To import history from another system, past all guards. */
export const importRunPermission = createPermission({
  name: 'itsm.import.run',
  attributes: { action: 'create' },
});

/** To read definitions: templates, agreements, policies, matrices and the like. */
export const definitionReadPermission = createPermission({
  name: 'itsm.definition.read',
  attributes: { action: 'read' },
});

/** To write and remove definitions in the portal. Takes the role `admin` as well. */
export const definitionWritePermission = createPermission({
  name: 'itsm.definition.write',
  attributes: { action: 'update' },
});

/** To add, change and test receivers of webhooks. Takes the role `admin` as well. */
export const webhookManagePermission = createPermission({
  name: 'itsm.webhook.manage',
  attributes: { action: 'update' },
});

/** To read key performance indicators: numbers about services and teams, never about people. */
export const kpiReadPermission = createPermission({
  name: 'itsm.kpi.read',
  attributes: { action: 'read' },
});

/** To see how followers, due work and deliveries are doing. */
export const operationsReadPermission = createPermission({
  name: 'itsm.operations.read',
  attributes: { action: 'read' },
});

/** To retry, rebuild, replay and cancel what runs in the background. */
export const operationsManagePermission = createPermission({
  name: 'itsm.operations.manage',
  attributes: { action: 'update' },
});

/** To erase people. Takes the role `admin` as well. */
export const personErasePermission = createPermission({
  name: 'itsm.person.erase',
  attributes: { action: 'delete' },
});
