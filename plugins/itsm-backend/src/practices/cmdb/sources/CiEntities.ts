import { InputError } from '@backstage/errors';
import { normalizeRef, type CiEntityPage } from '@callboard/plugin-itsm-common';
import type { ItsmKernel } from '@callboard/plugin-itsm-node';
import { readBasis } from '../classes/basis';
import { entityOf } from './entityOf';
import type { EntityStore } from './EntityStore';

const DEFAULT_LIMIT = 500;
const NOBODY = 'group:default/unknown';

/** Items as the entity provider of the catalog reads them. */
export class CiEntities {
  readonly #defaultOwner: string;

  constructor(
    private readonly kernel: Pick<ItsmKernel, 'definitions' | 'config'>,
    private readonly store: EntityStore,
  ) {
    const given =
      kernel.config.getOptionalString('itsm.cmdb.defaultOwner') ?? NOBODY;
    const owner = normalizeRef(given);
    if (!owner)
      throw new InputError(
        `itsm.cmdb.defaultOwner is "${given}"; it must be a reference like group:default/platform`,
      );
    this.#defaultOwner = owner;
  }

  /** What changed after a revision; those that are out of use come without an entity. */
  async page({
    after = 0,
    limit = DEFAULT_LIMIT,
  }: {
    after?: number;
    limit?: number;
  }): Promise<CiEntityPage> {
    const { classes } = await readBasis(this.kernel.definitions);
    const found = await this.store.after(after, limit + 1);
    const items = found.slice(0, limit);
    return {
      items: items.map(item => ({
        revision: item.revision,
        ref: item.ref,
        entity: entityOf(
          item,
          classes.get(item.class ?? ''),
          this.#defaultOwner,
        ),
      })),
      revision: items.length > 0 ? items[items.length - 1].revision : after,
      more: found.length > limit,
    };
  }
}
