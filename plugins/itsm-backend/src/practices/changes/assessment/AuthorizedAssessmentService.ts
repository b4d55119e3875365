import { NotAllowedError } from '@backstage/errors';
import {
  changePermissions,
  type ChangeDraft,
} from '@callboard/plugin-itsm-common';
import {
  isPermittedSome,
  type Caller,
  type ConflictSource,
  type RecordScope,
  type RiskEngine,
} from '@callboard/plugin-itsm-node';
import type { AssessmentService } from './AssessmentService';
import type { Executor } from './ConflictStore';

/**
 * {@link AssessmentService} with the permission framework on top: what changes and incidents the caller
 * may read, and whether they may see all of the catalog, is one question.
 */
export class AuthorizedAssessmentService implements AssessmentService {
  constructor(
    private readonly inner: AssessmentService,
    private readonly readScope: RecordScope,
  ) {}

  async assess(caller: Caller, draft: ChangeDraft) {
    return this.inner.assess(await this.#reader(caller), draft);
  }

  async assessment(caller: Caller, id: string) {
    return this.inner.assessment(await this.#scoped(caller), id);
  }

  async risk(caller: Caller, draft: ChangeDraft) {
    return this.inner.risk(await this.#reader(caller), draft);
  }

  async conflicts(caller: Caller, draft: ChangeDraft) {
    return this.inner.conflicts(await this.#reader(caller), draft);
  }

  async freeSlots(caller: Caller, draft: ChangeDraft) {
    return this.inner.freeSlots(await this.#reader(caller), draft);
  }

  addEngine(engine: RiskEngine): void {
    this.inner.addEngine(engine);
  }

  addSource(source: ConflictSource): void {
    this.inner.addSource(source);
  }

  moved(items: readonly string[], executor?: Executor): Promise<void> {
    return this.inner.moved(items, executor);
  }

  #scoped(caller: Caller): Promise<Caller> {
    return this.readScope.of(caller, undefined, {
      permissions: [],
      catalog: true,
    });
  }

  /**
   * Who describes a change is told of others: at least when they are.
   *
   * @throws NotAllowedError for who may read no change
   */
  async #reader(caller: Caller): Promise<Caller> {
    const reader = await this.#scoped(caller);
    if (!isPermittedSome(reader, changePermissions.read))
      throw new NotAllowedError(
        `You do not have the permission ${changePermissions.read.name}; ask an administrator of the portal for it`,
      );
    return reader;
  }
}
