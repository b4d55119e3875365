import type { Lifecycle } from '../../../kernel/lifecycle';

/** The states of a supplier. */
export const SUPPLIER_STATES = ['proposed', 'active', 'inactive'] as const;
export type SupplierState = (typeof SUPPLIER_STATES)[number];

/** The lifecycle of a supplier. */
export const supplierLifecycle: Lifecycle<SupplierState> = {
  initial: 'proposed',
  states: {
    proposed: {
      label: 'Proposed',
      category: 'draft',
      description: 'We may buy from them.',
    },
    active: {
      label: 'Active',
      category: 'open',
      description: 'We buy from them.',
    },
    inactive: {
      label: 'Inactive',
      category: 'closed',
      description: 'We no longer buy from them.',
    },
  },
  transitions: [
    {
      name: 'take-on',
      label: 'Take on',
      from: ['proposed'],
      to: 'active',
      who: ['worker'],
    },
    {
      name: 'end',
      label: 'Stop buying',
      from: ['proposed', 'active'],
      to: 'inactive',
      who: ['worker'],
      required: ['endReason'],
      ends: true,
    },
    {
      name: 'return',
      label: 'Buy again',
      from: ['inactive'],
      to: 'active',
      who: ['worker'],
      clears: ['endReason'],
    },
  ],
};

/** The states of a contract. */
export const CONTRACT_STATES = [
  'draft',
  'active',
  'ended',
  'terminated',
] as const;
export type ContractState = (typeof CONTRACT_STATES)[number];

/** The lifecycle of a contract. One whose end has passed is active until somebody says what became of it. */
export const contractLifecycle: Lifecycle<ContractState> = {
  initial: 'draft',
  states: {
    draft: {
      label: 'Draft',
      category: 'draft',
      description: 'It is being negotiated.',
    },
    active: {
      label: 'Active',
      category: 'open',
      description: 'It holds, or will from its first day.',
    },
    ended: {
      label: 'Ended',
      category: 'closed',
      description: 'Its time was over and it was not renewed.',
    },
    terminated: {
      label: 'Terminated',
      category: 'cancelled',
      description: 'It was ended before its time, or was never signed.',
    },
  },
  transitions: [
    {
      name: 'activate',
      label: 'Mark as signed',
      from: ['draft'],
      to: 'active',
      who: ['worker'],
      required: ['supplier', 'startAt', 'renewal'],
    },
    {
      name: 'end',
      label: 'Mark as ended',
      from: ['active'],
      to: 'ended',
      who: ['worker'],
      required: ['endAt'],
      optional: ['endReason'],
      ends: true,
    },
    {
      name: 'terminate',
      label: 'Terminate',
      from: ['draft', 'active'],
      to: 'terminated',
      who: ['worker'],
      required: ['endReason'],
    },
    {
      name: 'revive',
      label: 'It goes on',
      from: ['ended', 'terminated'],
      to: 'active',
      who: ['worker'],
      required: ['endAt'],
      clears: ['endReason'],
    },
  ],
};
