import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import type {
  DocumentCollatorFactory,
  IndexableDocument,
} from '@backstage/plugin-search-common';
import {
  incidentPermissions,
  ItsmClient,
  searchRoutes,
  type SearchDocumentItem,
} from '@callboard/plugin-itsm-common';
import { Readable } from 'stream';

/** The type of records among documents of Backstage's search. */
export const RECORD_DOCUMENT_TYPE = 'itsm-record';

/** Where incidents have their pages, unless an adopter put them elsewhere. */
export const DEFAULT_LOCATION = '/itsm/incidents/:number';

const PAGE = 500;

/** A record as a document of Backstage's search. */
export interface RecordDocument extends IndexableDocument {
  number: string;
  recordType: string;
  status: string;
  statusCategory: string;
  serviceRef?: string;
  updatedAt: string;
}

/** What {@link RecordCollatorFactory} works with. */
export interface RecordCollatorOptions {
  auth: AuthService;
  discovery: DiscoveryService;
  /** Path of a record's page; `:number` stands for its number. */
  location?: string;
}

/**
 * Collects open incidents without restriction, with what their requesters may read. Whether
 * somebody sees one of them is asked of the permission framework for each result; restricted
 * records, internal comments and what is over never come here. The portal's own search of records
 * (`GET /search` of the plugin `itsm`) finds those for who may read them.
 */
export class RecordCollatorFactory implements DocumentCollatorFactory {
  readonly type = RECORD_DOCUMENT_TYPE;
  readonly visibilityPermission = incidentPermissions.read;
  readonly #auth: AuthService;
  readonly #client: ItsmClient;
  readonly #location: string;

  constructor(options: RecordCollatorOptions) {
    this.#auth = options.auth;
    this.#location = options.location ?? DEFAULT_LOCATION;
    this.#client = new ItsmClient({
      discoveryApi: options.discovery,
      fetchApi: { fetch },
    });
  }

  async getCollator(): Promise<Readable> {
    return Readable.from(this.#documents());
  }

  async *#documents(): AsyncGenerator<RecordDocument> {
    let cursor: string | undefined;
    do {
      // Asked for each page: a token may be over before a large index is.
      const { token } = await this.#auth.getPluginRequestToken({
        onBehalfOf: await this.#auth.getOwnServiceCredentials(),
        targetPluginId: 'itsm',
      });
      const page = await this.#client.call(searchRoutes.documents, {
        query: { type: 'incident', limit: PAGE, cursor },
        token,
      });
      for (const item of page.items) yield this.#document(item);
      cursor = page.pageInfo.nextCursor;
    } while (cursor);
  }

  #document(item: SearchDocumentItem): RecordDocument {
    const { id, type, number, title, text, ...rest } = item;
    return {
      title: `${number} ${title}`,
      text,
      location: this.#location.replace(/:number/g, encodeURIComponent(number)),
      number,
      recordType: type,
      ...rest,
      authorization: { resourceRef: id },
    };
  }
}
