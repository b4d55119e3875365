import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import type {
  DocumentCollatorFactory,
  IndexableDocument,
} from '@backstage/plugin-search-common';
import { catalogueRoutes, ItsmClient } from '@callboard/plugin-itsm-common';
import { Readable } from 'stream';

/** The type of what services offer among documents of Backstage's search. */
export const OFFERING_DOCUMENT_TYPE = 'itsm-offering';

/** Where offerings have their pages, unless an adopter put them elsewhere. */
export const DEFAULT_OFFERING_LOCATION = '/itsm/services/offerings/:key';

const NOT_FOUND = 404;

/** What {@link OfferingCollatorFactory} works with. */
export interface OfferingCollatorOptions {
  auth: AuthService;
  discovery: DiscoveryService;
  /** Path of an offering's page; `:key` stands for its key. */
  location?: string;
}

/**
 * Collects what services offer. Who may see a service in the catalog finds what it offers: that is asked
 * of the permission framework for each result. Where the practice is switched off there is nothing.
 */
export class OfferingCollatorFactory implements DocumentCollatorFactory {
  readonly type = OFFERING_DOCUMENT_TYPE;
  /** The catalog's own, by its name: it decides about entities. */
  readonly visibilityPermission = {
    type: 'resource',
    name: 'catalog.entity.read',
    attributes: { action: 'read' },
    resourceType: 'catalog-entity',
  } as const;
  readonly #auth: AuthService;
  readonly #client: ItsmClient;
  readonly #location: string;

  constructor(options: OfferingCollatorOptions) {
    this.#auth = options.auth;
    this.#location = options.location ?? DEFAULT_OFFERING_LOCATION;
    this.#client = new ItsmClient({
      discoveryApi: options.discovery,
      fetchApi: { fetch },
    });
  }

  async getCollator(): Promise<Readable> {
    return Readable.from(this.#documents());
  }

  async *#documents(): AsyncGenerator<IndexableDocument> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: await this.#auth.getOwnServiceCredentials(),
      targetPluginId: 'itsm',
    });
    for (const { key, title, text, serviceRef } of await this.#offered(token))
      yield {
        title,
        text,
        location: this.#location.replace(/:key/g, encodeURIComponent(key)),
        authorization: { resourceRef: serviceRef },
      };
  }

  async #offered(token: string) {
    try {
      return (await this.#client.call(catalogueRoutes.documents, { token }))
        .items;
    } catch (error) {
      if ((error as { statusCode?: number }).statusCode === NOT_FOUND)
        return [];
      throw error;
    }
  }
}
