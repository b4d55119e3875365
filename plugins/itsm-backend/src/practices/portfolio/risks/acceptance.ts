import {
  RISK_ACCEPTOR,
  RISK_PROTECTED_FIELDS,
} from '@callboard/plugin-itsm-common';
import {
  portfolioServicesRef,
  type ApproverRole,
  type ItsmKernel,
  type RecordApproval,
} from '@callboard/plugin-itsm-node';

/** How it is decided whether a risk is borne. */
export const riskApproval: RecordApproval = {
  asks: risk => (risk.status === 'accepting' ? 'before' : undefined),
  approve: 'accept',
  reject: 'refuse',
  askAgain: 'ask-again',
  protects: RISK_PROTECTED_FIELDS,
};

/**
 * Who may accept a risk: whoever answers to the business for its service, else the group that owns the
 * service, else the group that answers for the risk. Asked for whatever policies say.
 */
export function riskAcceptor(
  kernel: Pick<ItsmKernel, 'services'>,
): ApproverRole {
  return {
    role: RISK_ACCEPTOR,
    label: 'Whoever may accept the risk',
    alwaysAsked: record =>
      record.status === 'accepting' && record.type === 'risk',
    async resolve({ record, catalog }) {
      const { serviceRef, ownerRef } = record;
      const services = kernel.services.find(portfolioServicesRef);
      const known =
        serviceRef && services
          ? (await services.ofEntities([serviceRef])).get(serviceRef)
          : undefined;
      if (known?.businessOwnerRef) return [known.businessOwnerRef];
      const owner = serviceRef && (await catalog.find(serviceRef))?.ownerRef;
      return [owner || ownerRef].filter((ref): ref is string => Boolean(ref));
    },
  };
}
