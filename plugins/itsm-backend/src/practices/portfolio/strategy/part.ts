import {
  BUSINESS_OBJECTIVE,
  BUSINESS_OBJECTIVE_FIELDS,
  businessObjectiveLifecycle,
  businessObjectivePermissions,
  SERVES,
  TREND,
  TREND_FIELDS,
  trendLifecycle,
  trendPermissions,
  type Lifecycle,
} from '@callboard/plugin-itsm-common';
import { businessObjectivesRef, oncePer } from '@callboard/plugin-itsm-node';
import type { PortfolioPart, PortfolioTools } from '../parts';
import { strategyActions } from './actions';
import { DefaultAlignmentService } from './alignment/AlignmentService';
import { AlignmentStore } from './alignment/AlignmentStore';
import { AuthorizedAlignmentService } from './alignment/AuthorizedAlignmentService';
import { OfferedObjectives } from './alignment/OfferedObjectives';
import { objectivesOnService } from './alignment/serviceView';
import { reviewFollowUps, strategyDueHandlers } from './followUps';
import { strategyNews } from './news';
import { AuthorizedBusinessObjectiveService } from './objectives/AuthorizedBusinessObjectiveService';
import { AuthorizedKeyResultService } from './objectives/AuthorizedKeyResultService';
import { DefaultBusinessObjectiveService } from './objectives/BusinessObjectiveService';
import { KeyResultMeasuring } from './objectives/KeyResultMeasuring';
import { DefaultKeyResultService } from './objectives/KeyResultService';
import { KeyResultStore } from './objectives/KeyResultStore';
import { KeyResultWriter } from './objectives/KeyResultWriter';
import { ObjectiveStore } from './objectives/ObjectiveStore';
import { progressField } from './objectives/progressField';
import {
  mountAlignmentRoutes,
  mountObjectiveRoutes,
  mountTrendRoutes,
} from './routes';
import { endsAfterItBegins } from './rules/endsAfterItBegins';
import { isReviewedInItsRhythm } from './rules/isReviewedInItsRhythm';
import { strategyKind } from './strategyKind';
import { AuthorizedTrendService } from './trends/AuthorizedTrendService';
import { EvidenceStore } from './trends/EvidenceStore';
import { DefaultTrendService } from './trends/TrendService';

/** Strategy: what the business wants to reach, what serves it, and how the market changes. */
export function strategyPart({ config }: PortfolioTools): PortfolioPart {
  // Windows begin where the portal's numbers do; the kernel says what is wrong with it when it starts.
  const zone = config.getOptionalString('itsm.improvement.timezone') ?? 'UTC';
  const built = oncePer(kernel => {
    const { authorizer, readScope, database } = kernel;
    const store = new KeyResultStore(database);
    const objectives = new ObjectiveStore(database);
    const aligned = new AlignmentStore(database);
    const writer = new KeyResultWriter(kernel, store);
    const measuring = new KeyResultMeasuring(kernel, { store, writer }, zone);
    return {
      store,
      aligned,
      measuring,
      objectives: new AuthorizedBusinessObjectiveService(
        new DefaultBusinessObjectiveService(kernel, {
          keyResults: store,
          objectives,
        }),
        authorizer,
        readScope,
      ),
      keyResults: new AuthorizedKeyResultService(
        new DefaultKeyResultService(kernel, {
          store,
          writer,
          measuring,
          objectives,
        }),
        authorizer,
      ),
      alignment: new AuthorizedAlignmentService(
        new DefaultAlignmentService(kernel, aligned),
        kernel,
      ),
      trends: new AuthorizedTrendService(
        new DefaultTrendService(kernel, new EvidenceStore(database)),
        authorizer,
      ),
    };
  });
  return {
    recordTypes: [
      {
        type: BUSINESS_OBJECTIVE,
        label: 'Business objective',
        prefix: 'OBJ',
        lifecycle: businessObjectiveLifecycle as Lifecycle,
        permissions: businessObjectivePermissions,
        detail: {
          table: 'business_objectives',
          fields: BUSINESS_OBJECTIVE_FIELDS,
        },
        rules: [endsAfterItBegins],
        reachedBy: [SERVES],
      },
      {
        type: TREND,
        label: 'Market trend',
        prefix: 'TRD',
        lifecycle: trendLifecycle as Lifecycle,
        permissions: trendPermissions,
        detail: { table: 'trends', fields: TREND_FIELDS },
        rules: [isReviewedInItsRhythm],
      },
    ],
    recordFields: [progressField],
    news: [strategyNews],
    definitionKinds: [strategyKind],
    projections: kernel => reviewFollowUps(kernel, built(kernel).store),
    dueHandlers: kernel => strategyDueHandlers(kernel, built(kernel)),
    actions: kernel => strategyActions(built(kernel)),
    serviceViews: kernel => [
      objectivesOnService(kernel, built(kernel).aligned),
    ],
    services(kernel) {
      kernel.services.offer(
        businessObjectivesRef,
        new OfferedObjectives(kernel, built(kernel).aligned),
      );
    },
    start(kernel, router) {
      const { objectives, keyResults, alignment, trends } = built(kernel);
      mountObjectiveRoutes(router, objectives, keyResults);
      mountAlignmentRoutes(router, alignment, kernel.csv);
      mountTrendRoutes(router, trends);
    },
  };
}
