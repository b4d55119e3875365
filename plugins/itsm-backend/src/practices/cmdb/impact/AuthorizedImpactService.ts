import type {
  DependenciesQuery,
  ImpactQuery,
  SinglePointsQuery,
} from '@callboard/plugin-itsm-common';
import type {
  Authorizer,
  Caller,
  CiStateSource,
  ImpactService,
} from '@callboard/plugin-itsm-node';
import { permitted } from '../access';

/**
 * {@link ImpactService} with the permission framework on top. Whether the caller may see all of the
 * catalog is asked in the same call.
 */
export class AuthorizedImpactService implements ImpactService {
  constructor(
    private readonly inner: ImpactService,
    private readonly authorizer: Authorizer,
  ) {}

  async impact(caller: Caller, query: ImpactQuery) {
    return this.inner.impact(await permitted(this.authorizer, caller), query);
  }

  async dependencies(caller: Caller, query: DependenciesQuery) {
    return this.inner.dependencies(
      await permitted(this.authorizer, caller),
      query,
    );
  }

  async singlePoints(caller: Caller, query: SinglePointsQuery) {
    return this.inner.singlePoints(
      await permitted(this.authorizer, caller),
      query,
    );
  }

  async needed(caller: Caller, refs: readonly string[], limit?: number) {
    return this.inner.needed(await this.#seeing(caller), refs, limit);
  }

  async connections(
    caller: Caller,
    query: Parameters<ImpactService['connections']>[1],
  ) {
    return this.inner.connections(await this.#seeing(caller), query);
  }

  addStateSource(source: CiStateSource): void {
    this.inner.addStateSource(source);
  }

  /** The caller, with whether they may see all of the catalog. */
  async #seeing(caller: Caller): Promise<Caller> {
    return caller.readsWholeCatalog === undefined
      ? this.authorizer.withScopes(caller, [], { catalog: true })
      : caller;
  }
}
