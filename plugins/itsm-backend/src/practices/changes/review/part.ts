import type { ItsmKernel } from '@callboard/plugin-itsm-node';
import type { ChangePart, ChangeTools } from '../parts';
import { ActualChangesTeller } from './ActualChanges';
import { asksForReview } from './asksForReview';
import { AuthorizedReviewService } from './AuthorizedReviewService';
import { CausedIncidents } from './CausedIncidents';
import { reviewQuestionsKind } from './questionsKind';
import { DefaultReviewService } from './ReviewService';
import { ReviewStore } from './ReviewStore';
import { mountReviewRoutes } from './routes';
import { readReviewSample } from './settings';

/** The review after a change (post-implementation review). */
export function reviewPart(tools: ChangeTools): ChangePart {
  const build = (kernel: ItsmKernel) => {
    const store = new ReviewStore(kernel.database);
    const changes = tools.store(kernel);
    const service = new DefaultReviewService(kernel, {
      store,
      caused: new CausedIncidents(kernel, { store, changes }),
      actual: new ActualChangesTeller(kernel, changes),
    });
    return new AuthorizedReviewService(service, kernel.authorizer);
  };
  return {
    rules: [asksForReview(readReviewSample(tools.config))],
    definitionKinds: [reviewQuestionsKind],
    start(kernel, router) {
      mountReviewRoutes(router, build(kernel));
    },
  };
}
