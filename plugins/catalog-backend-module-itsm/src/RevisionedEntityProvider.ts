import type {
  AuthService,
  DiscoveryService,
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type Entity,
} from '@backstage/catalog-model';
import type {
  DeferredEntity,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { ItsmClient } from '@callboard/plugin-itsm-common';

const PAGE = 1000;

/** A page of what changed after a revision, in the order of the changes. */
export interface RevisionedPage {
  items: {
    ref: string;
    /** Absent: it is to leave the catalog. */
    entity?: Readonly<Record<string, unknown>>;
  }[];
  /** Asked for as `after` the next time. */
  revision: number;
  more: boolean;
}

/** What a provider brings into the catalog. */
export interface RevisionedSource {
  /** Of the provider, e.g. `callboard-ci`. */
  name: string;
  /** For people, e.g. `configuration items`. */
  what: string;
  page(
    client: ItsmClient,
    request: {
      query: { after: number; limit: number };
      token: string;
      signal?: AbortSignal;
    },
  ): Promise<RevisionedPage>;
  /** Where an entity is managed, e.g. `callboard:cmdb/items/…`. */
  locationOf(annotations: Readonly<Record<string, string>>): string;
}

/** What a {@link RevisionedEntityProvider} works with. */
export interface RevisionedProviderOptions {
  auth: AuthService;
  discovery: DiscoveryService;
  logger: LoggerService;
  /** Runs it; one backend at a time. */
  runner: SchedulerServiceTaskRunner;
  /** Milliseconds between two readings of all items. */
  fullEveryMs: number;
}

/**
 * Brings things of Callboard into the catalog: all of them first, then what changed. Each backend
 * remembers how far it came; what another one has brought in already is brought again, and changes
 * nothing.
 */
export class RevisionedEntityProvider implements EntityProvider {
  readonly #client: ItsmClient;
  #connection?: EntityProviderConnection;
  #revision?: number;
  #fullAt = 0;
  #saidWhy?: string;

  constructor(
    private readonly source: RevisionedSource,
    private readonly options: RevisionedProviderOptions,
  ) {
    this.#client = new ItsmClient({
      discoveryApi: options.discovery,
      fetchApi: { fetch },
    });
  }

  getProviderName(): string {
    return this.source.name;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
    await this.options.runner.run({
      id: `${this.source.name}-refresh`,
      fn: async signal => {
        try {
          await this.refresh(signal);
          this.#saidWhy = undefined;
        } catch (error) {
          this.#failed(`${error}`);
        }
      },
    });
  }

  /** Both plugins start at once, and the next time is soon: the same is said once. */
  #failed(why: string): void {
    if (why === this.#saidWhy) return;
    this.#saidWhy = why;
    this.options.logger.warn(
      `Callboard did not say which ${this.source.what} there are: ${why}`,
    );
  }

  /** Brings in what changed, or all of it if that was never done or too long ago. */
  async refresh(signal?: AbortSignal): Promise<void> {
    if (!this.#connection) throw new Error('The catalog is not connected yet');
    const due = Date.now() - this.#fullAt >= this.options.fullEveryMs;
    if (this.#revision === undefined || due) await this.#full(signal);
    else await this.#delta(this.#revision, signal);
  }

  async #full(signal?: AbortSignal): Promise<void> {
    const beganAt = Date.now();
    const entities = new Map<string, Entity>();
    let revision = 0;
    for await (const page of this.#pages(0, signal)) {
      // An item that changes meanwhile comes once more, as it is then.
      for (const { ref, entity } of page.items) {
        if (entity) entities.set(ref, entity as unknown as Entity);
        else entities.delete(ref);
      }
      revision = page.revision;
    }
    await this.#connection!.applyMutation({
      type: 'full',
      entities: [...entities.values()].map(entity => this.#deferred(entity)),
    });
    this.#revision = revision;
    this.#fullAt = beganAt;
    this.options.logger.debug(
      `${entities.size} ${this.source.what} are in the catalog`,
    );
  }

  async #delta(after: number, signal?: AbortSignal): Promise<void> {
    for await (const { items, revision } of this.#pages(after, signal)) {
      if (items.length > 0) {
        await this.#connection!.applyMutation({
          type: 'delta',
          added: items.flatMap(({ entity }) =>
            entity ? [this.#deferred(entity as unknown as Entity)] : [],
          ),
          removed: items.flatMap(({ ref, entity }) =>
            entity ? [] : [{ entityRef: ref, locationKey: this.source.name }],
          ),
        });
      }
      this.#revision = revision;
    }
  }

  async *#pages(from: number, signal?: AbortSignal) {
    const { auth } = this.options;
    let after = from;
    for (;;) {
      // Asked for each page: a token may be over before a large catalog is.
      const { token } = await auth.getPluginRequestToken({
        onBehalfOf: await auth.getOwnServiceCredentials(),
        targetPluginId: 'itsm',
      });
      const page = await this.source.page(this.#client, {
        query: { after, limit: PAGE },
        token,
        signal,
      });
      yield page;
      if (!page.more) return;
      after = page.revision;
    }
  }

  /** An entity as the catalog takes it, with where it comes from. */
  #deferred(entity: Entity): DeferredEntity {
    const annotations = entity.metadata.annotations ?? {};
    const location = this.source.locationOf(annotations);
    return {
      locationKey: this.source.name,
      entity: {
        ...entity,
        metadata: {
          ...entity.metadata,
          annotations: {
            ...annotations,
            [ANNOTATION_LOCATION]: location,
            [ANNOTATION_ORIGIN_LOCATION]: location,
          },
        },
      },
    };
  }
}
