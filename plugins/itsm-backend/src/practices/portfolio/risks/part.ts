import {
  RISK,
  RISK_FIELDS,
  riskLifecycle,
  riskPermissions,
  type Lifecycle,
} from '@callboard/plugin-itsm-common';
import { oncePer, serviceRisksRef } from '@callboard/plugin-itsm-node';
import type { PortfolioPart } from '../parts';
import { riskAcceptor, riskApproval } from './acceptance';
import { AuthorizedRiskService } from './AuthorizedRiskService';
import { riskDueHandlers, riskFollowUps } from './followUps';
import { riskNews } from './riskNews';
import { DefaultRiskService } from './RiskService';
import { RiskStore } from './RiskStore';
import { mountRiskRoutes } from './routes';
import { isAcceptedUntilADay } from './rules/isAcceptedUntilADay';
import {
  belongsToTheOwnerOfItsService,
  isAnsweredFor,
} from './rules/isAnsweredFor';
import { isReviewedInTime } from './rules/isReviewedInTime';
import { worksOutItsScores } from './rules/worksOutItsScores';

/** Risk and continuity: what could happen to services, and how they come back. */
export function risksPart(): PortfolioPart {
  const built = oncePer(kernel => {
    const store = new RiskStore(kernel.database);
    const risks = new AuthorizedRiskService(
      new DefaultRiskService(kernel, store),
      kernel.authorizer,
      kernel.readScope,
    );
    return { store, risks };
  });
  return {
    recordTypes: [
      {
        type: RISK,
        label: 'Risk',
        prefix: 'RSK',
        lifecycle: riskLifecycle as Lifecycle,
        permissions: riskPermissions,
        detail: { table: 'risks', fields: RISK_FIELDS },
        rules: [
          belongsToTheOwnerOfItsService,
          isAnsweredFor,
          isAcceptedUntilADay,
          worksOutItsScores,
          isReviewedInTime,
        ],
        approval: riskApproval,
      },
    ],
    approverRoles: kernel => [riskAcceptor(kernel)],
    news: [riskNews],
    projections: kernel => [riskFollowUps(built(kernel).store, kernel.due)],
    dueHandlers: kernel => riskDueHandlers(kernel),
    services(kernel) {
      kernel.services.offer(serviceRisksRef, built(kernel).store);
    },
    start(kernel, router) {
      mountRiskRoutes(router, built(kernel).risks);
    },
  };
}
