import { SERVICE } from '@callboard/plugin-itsm-common';
import type { ApproverRole } from '@callboard/plugin-itsm-node';

/**
 * Whoever of the business answers for a service. They are always asked about its charter, but where it is
 * their own request: nobody decides about what they asked for.
 */
export const businessOwnerRole: ApproverRole = {
  role: 'business-owner',
  label: 'Business owner of the service',
  async resolve({ record }) {
    const { businessOwnerRef } = record;
    return typeof businessOwnerRef === 'string' ? [businessOwnerRef] : [];
  },
  alwaysAsked({ type, businessOwnerRef, ...record }) {
    if (type !== SERVICE || !businessOwnerRef) return false;
    return ![
      record.requesterRef,
      record.requestedForRef,
      record.assigneeRef,
    ].includes(businessOwnerRef as string);
  },
};
