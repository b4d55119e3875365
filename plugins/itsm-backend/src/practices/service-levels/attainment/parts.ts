import type { ItsmKernel } from '@callboard/plugin-itsm-node';
import type { AgreedBook } from '../agreements/AgreedBook';
import { DefaultBreachingService } from '../breaching/BreachingService';
import { BreachingStore } from '../breaching/BreachingStore';
import { DefaultReviewService } from '../review/ReviewService';
import { DefaultAttainmentService } from './AttainmentService';
import { AuthorizedAttainmentService } from './AuthorizedAttainmentService';
import { RunQueriesStore } from './RunQueriesStore';

/** Builds what tells of promises over time: attainment, what is late, and reviews. */
export function buildAttainment(
  kernel: ItsmKernel,
  book: AgreedBook,
): AuthorizedAttainmentService {
  const runs = new RunQueriesStore(kernel.database, kernel.records);
  const store = new BreachingStore(kernel.database, kernel.records);
  return new AuthorizedAttainmentService(
    {
      attainment: new DefaultAttainmentService({ ...kernel, runs, book }),
      breaching: new DefaultBreachingService({ ...kernel, store, book }),
      review: new DefaultReviewService({ ...kernel, runs, book }),
    },
    kernel.readScope,
  );
}
