import { NotFoundError } from '@backstage/errors';
import {
  CARD_SECTIONS,
  wordsOf,
  type CataloguePage,
  type CatalogueQuery,
  type Offering,
  type OfferingDocument,
  type OfferingBrief,
  type OfferingListQuery,
  type OfferingPage,
  type ServiceCard,
} from '@callboard/plugin-itsm-common';
import {
  readVisible,
  type Caller,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import {
  CARD_KINDS,
  type CatalogueQuestion,
  type CatalogueStore,
  type ListedProfile,
} from './CatalogueStore';
import {
  comparePlaces,
  placeOfOffering,
  type OfferingBook,
  type WrittenOffering,
} from './OfferingBook';
import { readPlace, writePlace } from './place';
import { servicesThatAre, type ServiceHealths } from './ServiceHealths';
import type { ServiceProfiles } from './ServiceProfiles';
import { firstWords } from './words';

const DEFAULT_LIMIT = 24;
/** Services that categories are counted of. */
const MOST_COUNTED = 5_000;

/** What services there are for people, and what they offer. */
export interface CatalogueService {
  /** Services as cards. @throws InputError for a cursor of another list */
  list(caller: Caller, query: CatalogueQuery): Promise<CataloguePage>;
  offerings(caller: Caller, query: OfferingListQuery): Promise<OfferingPage>;
  /** @throws NotFoundError for one that is not there, or whose service the caller may not see */
  offering(caller: Caller, key: string): Promise<Offering>;
  /** All that is offered, for whoever keeps it from those who may not see its service. */
  documents(): Promise<OfferingDocument[]>;
}

type Kernel = Pick<
  ItsmKernel,
  'authorizer' | 'catalog' | 'catalogAccess' | 'services'
>;

/** See {@link CatalogueService}. What the caller may not see in the catalog is not there. */
export class DefaultCatalogueService implements CatalogueService {
  readonly #offerings: OfferingBook;

  constructor(
    private readonly kernel: Kernel,
    private readonly deps: {
      store: CatalogueStore;
      profiles: ServiceProfiles;
      healths: Pick<ServiceHealths, 'of' | 'ofAll'>;
    },
  ) {
    this.#offerings = deps.profiles.offerings;
  }

  async list(caller: Caller, query: CatalogueQuery): Promise<CataloguePage> {
    const { limit = DEFAULT_LIMIT, cursor, ...asked } = query;
    const { healths } = this.deps;
    const question: CatalogueQuestion = {
      q: asked.q,
      sections: asked.section ?? CARD_SECTIONS,
      categories: asked.category,
      owners: asked.owner,
      health:
        asked.health &&
        servicesThatAre(asked.health, await healths.ofAll(caller)),
    };
    const from =
      cursor === undefined ? undefined : readPlace(asked, cursor, CARD_KINDS);
    const { store } = this.deps;
    const whole = await this.kernel.authorizer.readsWholeCatalog(caller);
    const [found, categories] = await Promise.all([
      readVisible<ListedProfile>(limit, {
        whole,
        after: (row, most) => store.cards(question, row?.place ?? from, most),
        visible: rows => this.#visible(caller, rows),
        canEndAt: () => false,
      }),
      cursor === undefined ? this.#categories(caller, question) : undefined,
    ]);
    const last = found.rows[found.rows.length - 1];
    const items = await this.#cards(caller, found.rows);
    return {
      items,
      pageInfo: {
        nextCursor: found.more ? writePlace(asked, last.place) : undefined,
      },
      categories,
      refs: await this.kernel.catalog.describe([
        ...items.flatMap(i => [i.ownerRef, i.systemRef, i.categoryRef]),
        ...(categories ?? []).map(({ ref }) => ref),
      ]),
    };
  }

  async offerings(
    caller: Caller,
    query: OfferingListQuery,
  ): Promise<OfferingPage> {
    const { limit = DEFAULT_LIMIT, cursor, ...asked } = query;
    const { q = '', service, state = ['offered'] } = asked;
    const words = wordsOf(q);
    const [all, named] = await Promise.all([
      this.#offerings.all(),
      service && this.kernel.catalog.called(service),
    ]);
    const services = named && new Set(named.values());
    const written = all.filter(
      ({ body }) =>
        state.includes(body.state) &&
        (services?.has(body.service) ?? true) &&
        hasWords(body, words),
    );
    const readable = await this.kernel.catalogAccess.readable(caller, [
      ...new Set(written.map(({ body }) => body.service)),
    ]);
    const seen = written.filter(({ body }) => readable.has(body.service));
    const from =
      cursor === undefined
        ? undefined
        : readPlace(asked, cursor, ['text', 'text']).map(String);
    const after = from
      ? seen.filter(one => comparePlaces(placeOfOffering(one), from) > 0)
      : seen;
    const page = after.slice(0, limit);
    return {
      items: await this.#offerings.briefs(page),
      pageInfo: {
        nextCursor:
          after.length > page.length
            ? writePlace(asked, placeOfOffering(page[page.length - 1]))
            : undefined,
      },
      refs: await this.kernel.catalog.describe(
        page.map(({ body }) => body.service),
      ),
    };
  }

  async offering(caller: Caller, key: string): Promise<Offering> {
    const written = await this.#offerings.find(key);
    const service = written?.body.service;
    const readable = service
      ? await this.kernel.catalogAccess.readable(caller, [service])
      : new Set<string>();
    if (!written || !service || !readable.has(service))
      throw new NotFoundError(
        `There is no offering ${key}, or it is of a service that you may not see; look for others in the service catalogue`,
      );
    const { body, version } = written;
    const [[brief], others, levels, entity, gone] = await Promise.all([
      this.#offerings.briefs([written]),
      this.deps.profiles.offered([service]),
      this.#offerings.levels(body.agreements),
      this.kernel.catalog.find(service),
      this.kernel.catalog.gone([service]),
    ]);
    const owner = entity?.ownerRef;
    const sees = owner
      ? await this.kernel.catalogAccess.readable(caller, [owner])
      : new Set<string>();
    const ownerRef = owner && sees.has(owner) ? owner : undefined;
    return {
      ...brief,
      version,
      description: body.description,
      availability: body.availability,
      support: body.support,
      levels,
      ownerRef,
      serviceGone: gone.has(service),
      others: (others.get(service) ?? []).filter(one => one.key !== key),
      refs: await this.kernel.catalog.describe([service, ownerRef]),
    };
  }

  async documents(): Promise<OfferingDocument[]> {
    const offered = await this.#offerings.offeredBy();
    return [...offered.values()].flat().map(({ key, body }) => ({
      key,
      title: body.name,
      text: [body.summary, body.audience, firstWords(body.description)]
        .filter(Boolean)
        .join(' '),
      serviceRef: body.service,
    }));
  }

  async #visible<R extends { ref: string }>(
    caller: Caller,
    rows: readonly R[],
  ): Promise<R[]> {
    const readable = await this.kernel.catalogAccess.readable(
      caller,
      rows.map(({ ref }) => ref),
    );
    return rows.filter(({ ref }) => readable.has(ref));
  }

  async #categories(
    caller: Caller,
    question: CatalogueQuestion,
  ): Promise<CataloguePage['categories']> {
    const rows = await this.#visible(
      caller,
      await this.deps.store.categories(question, MOST_COUNTED),
    );
    const refs = [...new Set(rows.flatMap(row => row.categoryRef ?? []))];
    const readable = await this.kernel.catalogAccess.readable(caller, refs);
    const counts = new Map<string | undefined, number>();
    for (const { categoryRef } of rows) {
      const ref =
        categoryRef && readable.has(categoryRef) ? categoryRef : undefined;
      counts.set(ref, (counts.get(ref) ?? 0) + 1);
    }
    return [...counts]
      .map(([ref, count]) => ({ ref, count }))
      .sort(
        (a, b) =>
          Number(a.ref === undefined) - Number(b.ref === undefined) ||
          b.count - a.count ||
          (a.ref! < b.ref! ? -1 : 1),
      );
  }

  async #cards(
    caller: Caller,
    rows: readonly ListedProfile[],
  ): Promise<ServiceCard[]> {
    const around = rows.flatMap(row =>
      [row.ownerRef, row.systemRef, row.categoryRef].filter(
        ref => ref !== undefined,
      ),
    );
    const refs = rows.map(({ ref }) => ref);
    const [readable, offered, healths] = await Promise.all([
      this.kernel.catalogAccess.readable(caller, [...new Set(around)]),
      this.deps.profiles.offered(refs),
      this.deps.healths.of(caller, refs),
    ]);
    const visible = (ref: string | undefined) =>
      ref !== undefined && readable.has(ref) ? ref : undefined;
    return rows.map(row => ({
      ref: row.ref,
      title: row.title,
      kind: row.kind as ServiceCard['kind'],
      type: row.type,
      section: row.section as ServiceCard['section'],
      what: row.what,
      ownerRef: visible(row.ownerRef),
      systemRef: visible(row.systemRef),
      categoryRef: visible(row.categoryRef),
      tier: row.tier,
      offerings: offered.get(row.ref) ?? ([] as OfferingBrief[]),
      health: healths.get(row.ref),
    }));
  }
}

/** Whether an offering has words that begin so. */
function hasWords(
  { name, summary, audience = '' }: WrittenOffering['body'],
  words: readonly string[],
): boolean {
  if (words.length === 0) return true;
  const own = [name, summary, audience].flatMap(wordsOf);
  return words.every(word => own.some(one => one.startsWith(word)));
}
