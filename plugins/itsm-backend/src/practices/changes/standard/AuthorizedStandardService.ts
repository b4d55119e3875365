import { NotAllowedError } from '@backstage/errors';
import {
  changePermissions,
  type StandardFiling,
  type StandardGate,
} from '@callboard/plugin-itsm-common';
import type { Caller, ItsmKernel } from '@callboard/plugin-itsm-node';
import type { GateService } from './GateService';
import type { StandardService } from './StandardService';

const { create, read, update } = changePermissions;

/** {@link StandardService} and {@link GateService} with the permission framework on top. */
export class AuthorizedStandardService implements StandardService, GateService {
  constructor(
    private readonly standard: StandardService,
    private readonly gates: GateService,
    private readonly kernel: Pick<ItsmKernel, 'authorizer' | 'recordTypes'>,
  ) {}

  async list(caller: Caller, query: { entity?: string }) {
    return this.standard.list(await this.#reader(caller), query);
  }

  async get(caller: Caller, key: string) {
    return this.standard.get(await this.#reader(caller), key);
  }

  async runs(
    caller: Caller,
    key: string,
    page: { limit?: number; cursor?: string },
  ) {
    return this.standard.runs(await this.#reader(caller), key, page);
  }

  async file(caller: Caller, key: string, filing: StandardFiling) {
    return this.standard.file(await this.#filer(caller), key, filing);
  }

  async ofChange(caller: Caller, id: string) {
    const scoped = await this.kernel.authorizer.withScopes(caller, [read]);
    return this.gates.ofChange(scoped, id);
  }

  async ofRun(caller: Caller, key: string, question: StandardGate) {
    return this.gates.ofRun(await this.#filer(caller), key, question);
  }

  /**
   * Templates say nothing of a record: whoever is signed in sees them. Runs are named with the incidents
   * that they caused, so reading those is asked along.
   */
  async #reader(caller: Caller): Promise<Caller> {
    const { authorizer, recordTypes } = this.kernel;
    const reads = recordTypes.all().map(type => type.permissions.read);
    return authorizer.withScopes(caller, [...reads, create], { catalog: true });
  }

  async #filer(caller: Caller): Promise<Caller> {
    const scoped = await this.kernel.authorizer.withScopes(caller, [
      create,
      read,
      update,
    ]);
    if (scoped.scopes && scoped.scopes.get(create.name) !== 'all') {
      throw new NotAllowedError(
        `You do not have the permission ${create.name}; ask an administrator of the portal for it`,
      );
    }
    return scoped;
  }
}
