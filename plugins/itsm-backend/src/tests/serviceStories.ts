import type { Entity } from '@backstage/catalog-model';
import {
  MANAGED_SERVICE_KIND,
  OFFERING_KIND,
  type ManagedListQuery,
  type OfferingBody,
} from '@callboard/plugin-itsm-common';
import type { Caller } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { DefaultCatalogueService } from '../practices/portfolio/catalogue/CatalogueService';
import { CatalogueStore } from '../practices/portfolio/catalogue/CatalogueStore';
import { DefaultManagedService } from '../practices/portfolio/catalogue/ManagedService';
import { serviceHealths } from '../practices/portfolio/catalogue/ServiceHealths';
import { serviceProfiles } from '../practices/portfolio/catalogue/ServiceProfiles';
import { HealthStories, maria, type SaidOf } from './healthStories';
import { registeredPractices } from './registeredPractices';

/** What an entity of a story says of itself, with what people are told of it. */
export interface SaidOfService extends SaidOf {
  description?: string;
  links?: { url: string; title?: string; type?: string }[];
  domain?: string;
}

/** Services in a catalog that a test writes, where nothing happens by itself. */
export class ServiceStories {
  private constructor(readonly knex: Knex, readonly stories: HealthStories) {}

  static async on(knex: Knex): Promise<ServiceStories> {
    const stories = await HealthStories.on(knex);
    for (const practice of await registeredPractices())
      practice.services?.(stories.kernel);
    return new ServiceStories(knex, stories);
  }

  /** Begins a story of its own, with two groups and nothing else in the catalog. */
  async begin(): Promise<void> {
    const { knex, stories } = this;
    await stories.begin();
    for (const kind of [OFFERING_KIND, MANAGED_SERVICE_KIND, 'agreement'])
      for (const { key } of await stories.kernel.definitions.list(kind))
        await stories.undefine(kind, key);
    await stories.read(stories.group('payments'), stories.group('storefront'));
    await stories.settle();
    for (const table of [
      'service_profiles',
      'service_profile_checks',
      'service_profile_waiting',
    ])
      await knex(table).delete();
    await knex('service_profile_state').update({
      basis: null,
      begun_basis: null,
      begun_at: null,
      evaluated_at: null,
    });
  }

  ref(name: string, kind = 'component'): string {
    return this.stories.ref(name, kind);
  }

  entity(name: string, said: SaidOfService = {}): Entity {
    const { description, links, domain, ...more } = said;
    const made = this.stories.entity(name, more);
    return {
      ...made,
      metadata: { ...made.metadata, description, links },
      relations: [
        ...made.relations!,
        ...(domain
          ? [{ type: 'partOf', targetRef: this.ref(domain, 'domain') }]
          : []),
      ],
    };
  }

  /** The catalog says these, and what follows from it is done. */
  async read(...entities: Entity[]): Promise<void> {
    await this.stories.read(...entities);
    await this.stories.settle();
  }

  get profiles() {
    return serviceProfiles(this.stories.kernel);
  }

  async checkOf(name: string, key: string, kind?: string) {
    const checklist = await this.profiles.checklist(this.ref(name, kind));
    return checklist?.checks.find(check => check.key === key);
  }

  /** Services as somebody who may see some of the catalog, or all of it. */
  as(isSeen?: (ref: string) => boolean) {
    const kernel = {
      ...this.stories.kernel,
      authorizer: { readsWholeCatalog: async () => isSeen === undefined },
      catalogAccess: {
        readable: async (_: Caller, refs: readonly string[]) =>
          new Set(isSeen ? refs.filter(isSeen) : refs),
      },
    } as unknown as HealthStories['kernel'];
    const { profiles } = this;
    const store = new CatalogueStore(this.knex);
    return {
      catalogue: new DefaultCatalogueService(kernel, {
        store,
        profiles,
        healths: serviceHealths(kernel),
      }),
      managed: new DefaultManagedService(kernel, {
        store,
        profiles,
        work: { planAll: async () => {} } as any,
      }),
    };
  }

  /** All services of a list, page by page; no page is longer than was asked for. */
  async walk(
    managed: DefaultManagedService,
    query: ManagedListQuery & { limit: number },
  ): Promise<string[]> {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await managed.list(maria, { ...query, cursor });
      if (page.items.length > query.limit)
        throw new Error(`${page.items.length} on a page of ${query.limit}`);
      found.push(...page.items.map(item => item.ref));
      cursor = page.pageInfo.nextCursor;
    } while (cursor);
    return found;
  }

  /** A service offers something. */
  async offer(key: string, body: Partial<OfferingBody>): Promise<void> {
    await this.stories.define(OFFERING_KIND, key, {
      name: key,
      summary: 'You get it.',
      howToAsk: { text: 'Ask us' },
      state: 'offered',
      ...body,
    });
  }
}
