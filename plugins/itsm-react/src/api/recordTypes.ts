import {
  createApiRef,
  createExtensionBlueprint,
  createExtensionDataRef,
} from '@backstage/frontend-plugin-api';
import type { SubRouteRef } from '@backstage/frontend-plugin-api';
import type { FieldDefinition, Lifecycle } from '@callboard/plugin-itsm-common';

/** What a practice tells the other pages about its records. */
export interface RecordTypeInfo {
  /** The type in the API, e.g. `incident`. */
  type: string;
  /** One of them, sentence case, e.g. `Incident`. */
  label: string;
  lifecycle: Lifecycle;
  fields: readonly FieldDefinition[];
  /** The page of one record. */
  recordRouteRef: SubRouteRef<{ number: string }>;
}

/** Knows the record types whose practices are switched on. */
export interface RecordTypesApi {
  get(type: string): RecordTypeInfo | undefined;
}

/** The record types that the enabled practices brought. */
export const recordTypesApiRef = createApiRef<RecordTypesApi>().with({
  id: 'plugin.itsm.record-types',
  pluginId: 'itsm',
});

const recordTypeDataRef = createExtensionDataRef<RecordTypeInfo>().with({
  id: 'itsm.record-type',
});

/**
 * Makes a record type known, so that lists across practices can name its states and link to it.
 * A practice that is switched off takes its type with it.
 */
export const RecordTypeBlueprint = createExtensionBlueprint({
  kind: 'itsm-record-type',
  attachTo: { id: 'api:itsm/record-types', input: 'types' },
  output: [recordTypeDataRef],
  dataRefs: { recordType: recordTypeDataRef },
  *factory(params: RecordTypeInfo) {
    yield recordTypeDataRef(params);
  },
});
