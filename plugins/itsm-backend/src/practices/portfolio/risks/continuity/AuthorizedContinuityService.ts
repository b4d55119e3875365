import {
  portfolioReadPermission,
  portfolioUpdatePermission,
  type ContinuityExportQuery,
  type ContinuityPlanInput,
  type ContinuityQuery,
  type RecoveryTestInput,
} from '@callboard/plugin-itsm-common';
import {
  assertPermitted,
  isPermitted,
  type Authorizer,
  type Caller,
} from '@callboard/plugin-itsm-node';
import type { ContinuityService, MayWrite } from './ContinuityService';

/** Whether a caller whose permissions were asked may write what belongs to services. */
export const mayWriteContinuity: MayWrite = caller =>
  isPermitted(caller, portfolioUpdatePermission);

/**
 * {@link ContinuityService} with the permission framework on top: one question a request, whether the
 * caller sees all of the catalog with it. Whose service it is, the service itself looks at.
 */
export class AuthorizedContinuityService implements ContinuityService {
  constructor(
    private readonly inner: ContinuityService,
    private readonly authorizer: Pick<Authorizer, 'withScopes'>,
  ) {}

  async list(caller: Caller, query: ContinuityQuery) {
    return this.inner.list(await this.#reader(caller), query);
  }

  async rows(caller: Caller, query: ContinuityExportQuery, most: number) {
    return this.inner.rows(await this.#reader(caller), query, most);
  }

  async get(caller: Caller, ref: string) {
    return this.inner.get(await this.#reader(caller), ref);
  }

  async write(
    caller: Caller,
    ref: string,
    plan: ContinuityPlanInput,
    version?: number,
  ) {
    return this.inner.write(await this.#reader(caller), ref, plan, version);
  }

  async remove(caller: Caller, ref: string, version?: number) {
    return this.inner.remove(await this.#reader(caller), ref, version);
  }

  async addTest(caller: Caller, ref: string, test: RecoveryTestInput) {
    return this.inner.addTest(await this.#reader(caller), ref, test);
  }

  async removeTest(caller: Caller, ref: string, testId: string) {
    return this.inner.removeTest(await this.#reader(caller), ref, testId);
  }

  async #reader(caller: Caller): Promise<Caller> {
    const scoped = await this.authorizer.withScopes(
      caller,
      [portfolioReadPermission, portfolioUpdatePermission],
      { catalog: true },
    );
    assertPermitted(scoped, portfolioReadPermission);
    return scoped;
  }
}
