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
import {
  CI_ID_ANNOTATION,
  cmdbSourceRoutes,
  ItsmClient,
} from '@callboard/plugin-itsm-common';

const NAME = 'callboard-ci';
const PAGE = 1000;

/** What {@link CiEntityProvider} works with. */
export interface CiEntityProviderOptions {
  auth: AuthService;
  discovery: DiscoveryService;
  logger: LoggerService;
  /** Runs it; one backend at a time. */
  runner: SchedulerServiceTaskRunner;
  /** Milliseconds between two readings of all items. */
  fullEveryMs: number;
}

/**
 * Brings items of Callboard into the catalog: all of them first, then what changed. Each backend
 * remembers how far it came; what another one has brought in already is brought again, and changes
 * nothing.
 */
export class CiEntityProvider implements EntityProvider {
  readonly #client: ItsmClient;
  #connection?: EntityProviderConnection;
  #revision?: number;
  #fullAt = 0;
  #saidWhy?: string;

  constructor(private readonly options: CiEntityProviderOptions) {
    this.#client = new ItsmClient({
      discoveryApi: options.discovery,
      fetchApi: { fetch },
    });
  }

  getProviderName(): string {
    return NAME;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
    await this.options.runner.run({
      id: `${NAME}-refresh`,
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
      `Callboard did not say which configuration items there are: ${why}`,
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
      entities: [...entities.values()].map(deferred),
    });
    this.#revision = revision;
    this.#fullAt = beganAt;
    this.options.logger.debug(
      `${entities.size} configuration items are in the catalog`,
    );
  }

  async #delta(after: number, signal?: AbortSignal): Promise<void> {
    for await (const { items, revision } of this.#pages(after, signal)) {
      if (items.length > 0) {
        await this.#connection!.applyMutation({
          type: 'delta',
          added: items.flatMap(({ entity }) =>
            entity ? [deferred(entity as unknown as Entity)] : [],
          ),
          removed: items.flatMap(({ ref, entity }) =>
            entity ? [] : [{ entityRef: ref, locationKey: NAME }],
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
      const page = await this.#client.call(cmdbSourceRoutes.entities, {
        query: { after, limit: PAGE },
        token,
        signal,
      });
      yield page;
      if (!page.more) return;
      after = page.revision;
    }
  }
}

/** An entity as the catalog takes it, with where it comes from. */
function deferred(entity: Entity): DeferredEntity {
  const { annotations } = entity.metadata;
  const location = `callboard:cmdb/items/${annotations?.[CI_ID_ANNOTATION]}`;
  return {
    locationKey: NAME,
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
