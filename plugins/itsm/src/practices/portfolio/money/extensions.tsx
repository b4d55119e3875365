import type { ExtensionDefinition } from '@backstage/frontend-plugin-api';
import {
  CONTRACT,
  contractLifecycle,
  SUPPLIER,
  supplierLifecycle,
} from '@callboard/plugin-itsm-common';
import type { Lifecycle } from '@callboard/plugin-itsm-common';
import { RecordTypeBlueprint } from '@callboard/plugin-itsm-react';
import { contractRouteRef, supplierRouteRef } from '../routes';
import { CONTRACT_RECORD_FIELDS, SUPPLIER_RECORD_FIELDS } from './fields';

const supplierType = RecordTypeBlueprint.make({
  name: 'supplier',
  params: {
    type: SUPPLIER,
    label: 'Supplier',
    lifecycle: supplierLifecycle as Lifecycle,
    fields: SUPPLIER_RECORD_FIELDS,
    recordRouteRef: supplierRouteRef,
  },
});

const contractType = RecordTypeBlueprint.make({
  name: 'contract',
  params: {
    type: CONTRACT,
    label: 'Contract',
    lifecycle: contractLifecycle as Lifecycle,
    fields: CONTRACT_RECORD_FIELDS,
    recordRouteRef: contractRouteRef,
  },
});

/** What this part adds to the portal beside its pages. */
export const moneyExtensions: ExtensionDefinition[] = [
  supplierType,
  contractType,
];
