import type { Permission } from '@backstage/plugin-permission-common';
import {
  CI_TASK,
  ciTaskPermissions,
  cmdbReadPermission,
  cmdbUpdatePermission,
  type CiTaskListQuery,
  type CiTaskPatch,
  type CiTaskTransition,
  type Confirm,
  type ConfirmationListQuery,
  type Excuse,
  type FindingExportQuery,
  type FindingListQuery,
  type HealthHistoryQuery,
  type HealthQuery,
} from '@callboard/plugin-itsm-common';
import {
  assertPermitted,
  type Authorizer,
  type Caller,
  type RecordScope,
} from '@callboard/plugin-itsm-node';
import { permitted } from '../access';
import type { AttestationService } from './AttestationService';
import type { CiTaskService } from './CiTaskService';
import type { HealthService } from './HealthService';

const { create, read, update } = ciTaskPermissions;

/** The services of health without permissions. */
export interface HealthServices {
  health: HealthService;
  attestations: AttestationService;
  tasks: CiTaskService;
}

/**
 * The caller, if they have the permissions, with what they may read of CI tasks, whether they may
 * change what is noted of items and whether they may see all of the catalog: asked in one call.
 *
 * @throws NotAllowedError
 */
async function cmdbCaller(
  readScope: RecordScope,
  caller: Caller,
  needed: readonly Permission[],
): Promise<Caller> {
  const permissions = [
    ...new Set([cmdbReadPermission, cmdbUpdatePermission, ...needed]),
  ];
  const scoped = await readScope.of(caller, [CI_TASK], {
    permissions,
    catalog: true,
  });
  for (const permission of needed) assertPermitted(scoped, permission);
  return scoped;
}

/** {@link HealthService} with the permission framework on top: one question per request. */
export class AuthorizedHealthService implements HealthService {
  constructor(
    private readonly inner: HealthService,
    private readonly authorizer: Authorizer,
    private readonly readScope: RecordScope,
  ) {}

  #reader(caller: Caller): Promise<Caller> {
    return cmdbCaller(this.readScope, caller, [cmdbReadPermission]);
  }

  async health(caller: Caller, query: HealthQuery) {
    return this.inner.health(await this.#reader(caller), query);
  }

  async history(caller: Caller, query: HealthHistoryQuery) {
    return this.inner.history(await this.#reader(caller), query);
  }

  async rules(caller: Caller) {
    return this.inner.rules(await this.#reader(caller));
  }

  async evaluate(caller: Caller) {
    return this.inner.evaluate(
      await permitted(this.authorizer, caller, cmdbUpdatePermission),
    );
  }

  async findings(caller: Caller, query: FindingListQuery) {
    return this.inner.findings(await this.#reader(caller), query);
  }

  async exportFindings(caller: Caller, query: FindingExportQuery) {
    return this.inner.exportFindings(await this.#reader(caller), query);
  }

  async ciHealth(caller: Caller, ref: string) {
    return this.inner.ciHealth(await this.#reader(caller), ref);
  }
}

/** {@link AttestationService} with the permission framework on top. */
export class AuthorizedAttestationService implements AttestationService {
  constructor(
    private readonly inner: AttestationService,
    private readonly readScope: RecordScope,
  ) {}

  #with(caller: Caller, permission: Permission): Promise<Caller> {
    return cmdbCaller(this.readScope, caller, [permission]);
  }

  async confirmations(caller: Caller, query: ConfirmationListQuery) {
    const scoped = await this.#with(caller, cmdbReadPermission);
    return this.inner.confirmations(scoped, query);
  }

  async confirm(caller: Caller, command: Confirm) {
    const scoped = await this.#with(caller, cmdbUpdatePermission);
    return this.inner.confirm(scoped, command);
  }

  async excuse(caller: Caller, command: Excuse) {
    const scoped = await this.#with(caller, cmdbUpdatePermission);
    return this.inner.excuse(scoped, command);
  }

  async unexcuse(caller: Caller, findings: readonly string[]) {
    const scoped = await this.#with(caller, cmdbUpdatePermission);
    return this.inner.unexcuse(scoped, findings);
  }
}

/** {@link CiTaskService} with the permission framework on top. */
export class AuthorizedCiTaskService implements CiTaskService {
  constructor(
    private readonly inner: CiTaskService,
    private readonly authorizer: Authorizer,
  ) {}

  #worker(caller: Caller): Promise<Caller> {
    return this.authorizer.withScopes(caller, [read, update]);
  }

  async makeTasks(caller: Caller, findings: readonly string[]) {
    const scoped = await this.authorizer.withScopes(
      caller,
      [cmdbReadPermission, create, read, update],
      { catalog: true },
    );
    for (const permission of [cmdbReadPermission, create])
      assertPermitted(scoped, permission);
    return this.inner.makeTasks(scoped, findings);
  }

  async list(caller: Caller, query: CiTaskListQuery) {
    return this.inner.list(
      await this.authorizer.withScopes(caller, [read]),
      query,
    );
  }

  async get(caller: Caller, id: string) {
    return this.inner.get(await this.#worker(caller), id);
  }

  async update(
    caller: Caller,
    id: string,
    patch: CiTaskPatch,
    version?: number,
  ) {
    return this.inner.update(await this.#worker(caller), id, patch, version);
  }

  async transition(
    caller: Caller,
    id: string,
    command: CiTaskTransition,
    version?: number,
  ) {
    const scoped = await this.#worker(caller);
    return this.inner.transition(scoped, id, command, version);
  }
}
