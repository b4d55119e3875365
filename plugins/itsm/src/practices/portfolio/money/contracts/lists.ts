import {
  CONTRACT,
  contractRoutes,
  contractSummarySchema,
  SUPPLIER,
  supplierRoutes,
  supplierSummarySchema,
} from '@callboard/plugin-itsm-common';
import { useRecordList } from '@callboard/plugin-itsm-react';
import type { ListSpec } from '@callboard/plugin-itsm-react';

/** The ready-made views of suppliers, in the order of their tabs. */
export const SUPPLIER_VIEWS = {
  active: { params: { category: ['draft', 'open'] } },
  mine: { params: { category: ['draft', 'open'], owner: 'mine' } },
  all: { params: {} },
} as const satisfies ListSpec['queues'];
export type SupplierView = keyof typeof SUPPLIER_VIEWS;

const SUPPLIERS: ListSpec = {
  type: SUPPLIER,
  queues: SUPPLIER_VIEWS,
  defaultQueue: 'active',
  filters: ['q', 'status', 'owner'],
  sort: { by: 'updated', order: 'desc' },
  columns: [
    'number',
    'title',
    'status',
    'contracts',
    'ownerRef',
    'assigneeRef',
  ],
};

/** Suppliers as the address asks for them. */
export const useSupplierList = () =>
  useRecordList(SUPPLIERS, supplierRoutes.list);

export const isInSupplierRows = (key: string): boolean =>
  key in supplierSummarySchema.shape;

const soon = {
  $any: [{ noticeBy: { $lt: 'now+90d' } }, { endAt: { $lt: 'now+90d' } }],
};
const nextFirst = { by: 'endAt', order: 'asc' } as const;

/** The ready-made views of contracts, in the order of their tabs. */
export const CONTRACT_VIEWS = {
  active: { params: { category: ['open'] }, sort: nextFirst },
  deciding: {
    params: { category: ['open'] },
    filter: soon,
    sort: nextFirst,
  },
  mine: { params: { category: ['draft', 'open'], owner: 'mine' } },
  draft: { params: { category: ['draft'] } },
  all: { params: {} },
} as const satisfies ListSpec['queues'];
export type ContractView = keyof typeof CONTRACT_VIEWS;

const CONTRACTS: ListSpec = {
  type: CONTRACT,
  queues: CONTRACT_VIEWS,
  defaultQueue: 'active',
  filters: ['q', 'status', 'service', 'owner'],
  sort: { by: 'updated', order: 'desc' },
  columns: [
    'number',
    'title',
    'supplier',
    'time',
    'noticeBy',
    'endAt',
    'value',
    'ownerRef',
  ],
};

/** Contracts as the address asks for them. */
export const useContractList = () =>
  useRecordList(CONTRACTS, contractRoutes.list);

export const isInContractRows = (key: string): boolean =>
  key in contractSummarySchema.shape;
