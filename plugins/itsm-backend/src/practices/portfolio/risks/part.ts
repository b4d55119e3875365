import {
  RISK,
  RISK_FIELDS,
  riskLifecycle,
  riskPermissions,
  type Lifecycle,
} from '@callboard/plugin-itsm-common';
import { oncePer, serviceRisksRef } from '@callboard/plugin-itsm-node';
import { serviceProfiles } from '../catalogue/ServiceProfiles';
import type { PortfolioPart, PortfolioTools } from '../parts';
import { riskAcceptor, riskApproval } from './acceptance';
import { riskActions } from './actions';
import { AuthorizedRiskService } from './AuthorizedRiskService';
import {
  AuthorizedCandidateService,
  decidesRisks,
} from './candidates/AuthorizedCandidateService';
import { DefaultCandidateService } from './candidates/CandidateService';
import { CandidateStore } from './candidates/CandidateStore';
import { FactsStore } from './candidates/FactsStore';
import { RiskFinding } from './candidates/Finding';
import { RiskLooking } from './candidates/Looking';
import { mountCandidateRoutes } from './candidates/routes';
import { riskChecks } from './checks';
import {
  AuthorizedContinuityService,
  mayWriteContinuity,
} from './continuity/AuthorizedContinuityService';
import { ContinuityBook } from './continuity/ContinuityBook';
import { DefaultContinuityService } from './continuity/ContinuityService';
import { ContinuityStore } from './continuity/ContinuityStore';
import { UnplannedStore } from './continuity/UnplannedStore';
import { continuityFollowUps } from './continuity/followUps';
import { mountContinuityRoutes } from './continuity/routes';
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
import { risksOfService } from './serviceView';
import { readRiskSettings } from './settings';

/** Risk and continuity: what could happen to services, and how they come back. */
export function risksPart({ config }: PortfolioTools): PortfolioPart {
  const settings = readRiskSettings(config);
  const built = oncePer(kernel => {
    const { database, authorizer, readScope } = kernel;
    const store = new RiskStore(database);
    const inner = new DefaultRiskService(kernel, store);
    const plans = new ContinuityStore(database);
    const book = new ContinuityBook(
      kernel,
      plans,
      new UnplannedStore(database),
    );
    const kept = new CandidateStore(database);
    const looking = new RiskLooking(kernel, {
      finding: new RiskFinding(kernel, {
        facts: new FactsStore(database),
        book,
        settings,
      }),
      store: kept,
      risks: store,
    });
    return {
      store,
      plans,
      book,
      looking,
      risks: new AuthorizedRiskService(inner, authorizer, readScope),
      candidates: new AuthorizedCandidateService(
        new DefaultCandidateService(kernel, {
          store: kept,
          looking,
          riskStore: store,
          risks: inner,
          decides: decidesRisks,
        }),
        authorizer,
      ),
      continuity: new AuthorizedContinuityService(
        new DefaultContinuityService(kernel, {
          store: plans,
          book,
          mayWrite: mayWriteContinuity,
        }),
        authorizer,
      ),
    };
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
    projections: kernel => [
      riskFollowUps(built(kernel).store, kernel.due),
      continuityFollowUps(built(kernel).plans, (tx, refs) =>
        serviceProfiles(kernel).touch(tx, refs),
      ),
    ],
    dueHandlers: kernel => riskDueHandlers(kernel),
    jobs: kernel => [built(kernel).looking.job],
    actions: kernel => riskActions(kernel, built(kernel)),
    serviceViews: kernel => [risksOfService(kernel, built(kernel).book)],
    serviceChecks: kernel => riskChecks(kernel, built(kernel)),
    services(kernel) {
      kernel.services.offer(serviceRisksRef, built(kernel).store);
    },
    start(kernel, router) {
      const { risks, candidates, continuity } = built(kernel);
      mountCandidateRoutes(router, candidates);
      mountContinuityRoutes(router, continuity, kernel.csv);
      mountRiskRoutes(router, risks);
    },
  };
}
