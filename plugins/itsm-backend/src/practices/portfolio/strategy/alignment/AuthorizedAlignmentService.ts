import {
  ALIGNED_TYPES,
  BUSINESS_OBJECTIVE,
  businessObjectivePermissions,
  type AlignedRecordsQuery,
  type AlignmentQuery,
} from '@callboard/plugin-itsm-common';
import type { Caller, ItsmKernel } from '@callboard/plugin-itsm-node';
import type { AlignmentService } from './AlignmentService';

const { read } = businessObjectivePermissions;

/** {@link AlignmentService} with the permission framework on top: one question per request. */
export class AuthorizedAlignmentService implements AlignmentService {
  constructor(
    private readonly inner: AlignmentService,
    private readonly kernel: Pick<ItsmKernel, 'readScope' | 'recordTypes'>,
  ) {}

  /** What serves and what is served, as far as there are such records here and the caller may read them. */
  #reader(caller: Caller): Promise<Caller> {
    const known = this.kernel.recordTypes.all().map(({ type }) => type);
    const types = [BUSINESS_OBJECTIVE, ...ALIGNED_TYPES].filter(type =>
      known.includes(type),
    );
    return this.kernel.readScope.of(caller, types, { permissions: [read] });
  }

  async matrix(caller: Caller, query: AlignmentQuery) {
    return this.inner.matrix(await this.#reader(caller), query);
  }

  async records(caller: Caller, query: AlignedRecordsQuery) {
    return this.inner.records(await this.#reader(caller), query);
  }

  async export(
    caller: Caller,
    query: Omit<AlignedRecordsQuery, 'limit' | 'cursor'>,
  ) {
    return this.inner.export(await this.#reader(caller), query);
  }

  async served(caller: Caller, id: string) {
    const { recordTypes, readScope } = this.kernel;
    // Whether it can be changed which objectives it serves depends on its type.
    const updates = recordTypes
      .all()
      .map(({ permissions }) => permissions.update);
    const scoped = await readScope.of(caller, undefined, {
      permissions: [read, ...updates],
    });
    return this.inner.served(scoped, id);
  }
}
