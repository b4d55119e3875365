import type {
  ServiceEntityPage,
  ServiceEntityQuery,
} from '@callboard/plugin-itsm-common';
import type { ItsmKernel } from '@callboard/plugin-itsm-node';
import { entityOf } from './entityOf';
import type { ServiceStore } from './ServiceStore';

/** Chartered services as the entity provider of the catalog reads them. */
export class ServiceEntities {
  readonly #appUrl?: string;

  constructor(
    kernel: Pick<ItsmKernel, 'config'>,
    private readonly store: Pick<ServiceStore, 'givenAfter' | 'lastRevision'>,
  ) {
    this.#appUrl = kernel.config
      .getOptionalString('app.baseUrl')
      ?.replace(/\/$/, '');
  }

  /** What changed after a revision; those that are to leave the catalog come without an entity. */
  async page({ after, limit }: ServiceEntityQuery): Promise<ServiceEntityPage> {
    const last = await this.store.lastRevision();
    const found = await this.store.givenAfter(after, limit);
    const revision =
      found.length > 0 ? found[found.length - 1].revision : after;
    return {
      items: found.map(given => ({
        ref: given.ref,
        entity: entityOf(given, this.#appUrl),
      })),
      revision,
      more: revision < last,
    };
  }
}
