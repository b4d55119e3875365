import {
  serviceLevelsReadPermission,
  type AttainmentQuery,
  type AttainmentTrendQuery,
  type BreachExportQuery,
  type BreachingQuery,
  type BreachListQuery,
  type ReviewQuery,
} from '@callboard/plugin-itsm-common';
import {
  assertPermitted,
  type Caller,
  type RecordScope,
} from '@callboard/plugin-itsm-node';
import type { BreachingService } from '../breaching/BreachingService';
import type { ReviewService } from '../review/ReviewService';
import type { AttainmentService } from './AttainmentService';

/** What is told over time, asked with the permission framework on top. */
export interface TimeServices {
  attainment: AttainmentService;
  breaching: BreachingService;
  review: ReviewService;
}

/**
 * {@link TimeServices} with permissions: counts have the permission of service levels and are of the
 * records that the caller may read; the queue is for whoever may read the records in it. Both are
 * asked in one call.
 */
export class AuthorizedAttainmentService
  implements AttainmentService, BreachingService, ReviewService
{
  constructor(
    private readonly inner: TimeServices,
    private readonly readScope: RecordScope,
  ) {}

  async attainment(caller: Caller, query: AttainmentQuery) {
    return this.inner.attainment.attainment(await this.#sees(caller), query);
  }

  async trend(caller: Caller, query: AttainmentTrendQuery) {
    return this.inner.attainment.trend(await this.#sees(caller), query);
  }

  async breaches(caller: Caller, query: BreachListQuery) {
    return this.inner.attainment.breaches(await this.#sees(caller), query);
  }

  async exportBreaches(caller: Caller, query: BreachExportQuery) {
    const scoped = await this.#sees(caller);
    return this.inner.attainment.exportBreaches(scoped, query);
  }

  async list(caller: Caller, query: BreachingQuery) {
    return this.inner.breaching.list(await this.readScope.of(caller), query);
  }

  async review(caller: Caller, query: ReviewQuery) {
    return this.inner.review.review(await this.#sees(caller), query);
  }

  async export(caller: Caller, query: ReviewQuery) {
    return this.inner.review.export(await this.#sees(caller), query);
  }

  async #sees(caller: Caller): Promise<Caller> {
    const permissions = [serviceLevelsReadPermission];
    const scoped = await this.readScope.of(caller, undefined, { permissions });
    assertPermitted(scoped, serviceLevelsReadPermission);
    return scoped;
  }
}
