import type { Permission } from '@backstage/plugin-permission-common';
import {
  costReadPermission,
  costUpdatePermission,
  contractPermissions,
  type CostExportQuery,
  type CostImportQuery,
  type CostItemPatch,
  type CostLinePatch,
  type CostLineQuery,
  type CostOverviewQuery,
  type NewCostItem,
  type NewCostLine,
} from '@callboard/plugin-itsm-common';
import {
  assertPermitted,
  type Authorizer,
  type Caller,
} from '@callboard/plugin-itsm-node';
import type { CostCommands } from './CostCommands';
import type { CostImport } from './CostImport';
import type { CostService } from './CostService';

/** {@link CostService}, what writes costs and what imports them, with the permission framework on top. */
export class AuthorizedCostService implements CostService {
  constructor(
    private readonly inner: CostService,
    private readonly commands: CostCommands,
    private readonly imports: CostImport,
    private readonly authorizer: Authorizer,
  ) {}

  /** One question for a permission and what else is of interest. */
  async #with(
    caller: Caller,
    needed: Permission,
    along: readonly Permission[] = [],
  ): Promise<Caller> {
    const scoped = await this.authorizer.withScopes(
      caller,
      [needed, ...along],
      { catalog: true },
    );
    assertPermitted(scoped, needed);
    return scoped;
  }

  #reader(caller: Caller): Promise<Caller> {
    return this.#with(caller, costReadPermission);
  }

  #writer(caller: Caller): Promise<Caller> {
    return this.#with(caller, costUpdatePermission, [contractPermissions.read]);
  }

  async overview(caller: Caller, query: CostOverviewQuery) {
    return this.inner.overview(await this.#reader(caller), query);
  }

  async export(caller: Caller, query: CostExportQuery) {
    return this.inner.export(await this.#reader(caller), query);
  }

  async service(
    caller: Caller,
    service: { kind: string; namespace: string; name: string },
    months: { from?: string; to?: string },
  ) {
    const scoped = await this.#with(caller, costReadPermission, [
      costUpdatePermission,
      // For the names of contracts.
      contractPermissions.read,
    ]);
    return this.inner.service(scoped, service, months);
  }

  async sharing(caller: Caller, month?: string) {
    return this.inner.sharing(await this.#reader(caller), month);
  }

  async lines(caller: Caller, query: CostLineQuery) {
    return this.inner.lines(await this.#reader(caller), query);
  }

  async addLine(caller: Caller, line: NewCostLine) {
    return this.commands.addLine(await this.#writer(caller), line);
  }

  async changeLine(
    caller: Caller,
    id: string,
    patch: CostLinePatch,
    version?: number,
  ) {
    const writer = await this.#writer(caller);
    return this.commands.changeLine(writer, id, patch, version);
  }

  async removeLine(caller: Caller, id: string, version?: number) {
    return this.commands.removeLine(await this.#writer(caller), id, version);
  }

  async addItem(caller: Caller, item: NewCostItem) {
    return this.commands.addItem(await this.#writer(caller), item);
  }

  async changeItem(
    caller: Caller,
    id: string,
    patch: CostItemPatch,
    version?: number,
  ) {
    const writer = await this.#writer(caller);
    return this.commands.changeItem(writer, id, patch, version);
  }

  async removeItem(caller: Caller, id: string, version?: number) {
    return this.commands.removeItem(await this.#writer(caller), id, version);
  }

  /** @param text - read once it is known that the caller may import at all */
  async import(
    caller: Caller,
    text: () => Promise<string>,
    query: CostImportQuery,
  ) {
    const writer = await this.#writer(caller);
    return this.imports.run(writer, await text(), query);
  }
}
