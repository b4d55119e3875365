import {
  nameOf,
  OFFERING_KIND,
  type Asking,
  type OfferedLevel,
  type OfferingBody,
  type OfferingBrief,
} from '@callboard/plugin-itsm-common';
import {
  agreedLevelsRef,
  type Definition,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';

/** An offering as it is written now; its service is named as the catalog calls that now. */
export type WrittenOffering = Definition<OfferingBody>;

/** `template:default/new-shop` as the scaffolder's page is addressed. */
function pathOfTemplate(ref: string): string {
  const namespace = ref.slice(ref.indexOf(':') + 1, ref.indexOf('/'));
  return `/create/templates/${encodeURIComponent(
    namespace,
  )}/${encodeURIComponent(nameOf(ref))}`;
}

/** How one asks for an offering, ready for a button. */
export function askingOf({
  service,
  howToAsk: { template, link, incident, text },
}: Pick<OfferingBody, 'service' | 'howToAsk'>): Asking {
  if (template) return { way: 'template', to: pathOfTemplate(template), text };
  if (link) return { way: 'link', to: link, text };
  if (incident)
    return {
      way: 'incident',
      to: `/itsm/incidents/file?service=${encodeURIComponent(service)}`,
      text,
    };
  return { way: 'text', text };
}

/** Where an offering stands in lists: by its name, and by its key among those of one name. */
export const placeOfOffering = ({ key, body }: WrittenOffering) =>
  [body.name, key] as const;

/** The order of places, whatever stands there: what is gone or has another name by now still parts the list. */
export function comparePlaces(
  [name, key]: readonly string[],
  [otherName, otherKey]: readonly string[],
): number {
  if (name !== otherName) {
    const byName = name.localeCompare(otherName, 'en');
    if (byName !== 0) return byName;
  }
  if (key === otherKey) return 0;
  return key < otherKey ? -1 : 1;
}

/** What services offer: definitions, read from memory. */
export class OfferingBook {
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'catalog' | 'definitions' | 'services'
    >,
  ) {}

  async #named(
    written: readonly WrittenOffering[],
  ): Promise<WrittenOffering[]> {
    const names = await this.kernel.catalog.called([
      ...new Set(written.map(({ body }) => body.service)),
    ]);
    return written.map(one => {
      const service = names.get(one.body.service) ?? one.body.service;
      return { ...one, body: { ...one.body, service } };
    });
  }

  /** All that are written, by name. */
  async all(): Promise<WrittenOffering[]> {
    const written = await this.kernel.definitions.list<OfferingBody>(
      OFFERING_KIND,
    );
    return (await this.#named(written)).sort((a, b) =>
      comparePlaces(placeOfOffering(a), placeOfOffering(b)),
    );
  }

  async find(key: string): Promise<WrittenOffering | undefined> {
    const written = await this.kernel.definitions.find<OfferingBody>(
      OFFERING_KIND,
      key,
    );
    return written && (await this.#named([written]))[0];
  }

  /** Those that are offered, by the service they are of. */
  async offeredBy(
    refs?: readonly string[],
  ): Promise<Map<string, WrittenOffering[]>> {
    const wanted = refs && new Set(refs);
    const found = new Map<string, WrittenOffering[]>();
    for (const one of await this.all()) {
      const { service, state } = one.body;
      if (state !== 'offered' || (wanted && !wanted.has(service))) continue;
      found.set(service, [...(found.get(service) ?? []), one]);
    }
    return found;
  }

  /** What agreements promise; where nobody knows, their keys alone. */
  async levels(keys: readonly string[]): Promise<OfferedLevel[]> {
    const agreed = this.kernel.services.find(agreedLevelsRef);
    return agreed && keys.length > 0
      ? agreed.of(keys)
      : keys.map(key => ({ key, promises: [] }));
  }

  /** Offerings as lists show them. */
  async briefs(written: readonly WrittenOffering[]): Promise<OfferingBrief[]> {
    const keys = [...new Set(written.flatMap(({ body }) => body.agreements))];
    const names = new Map(
      (await this.levels(keys)).map(({ key, name }) => [key, name]),
    );
    return written.map(({ key, body }) => ({
      key,
      name: body.name,
      summary: body.summary,
      serviceRef: body.service,
      audience: body.audience,
      state: body.state,
      asking: askingOf(body),
      price: body.price,
      agreements: body.agreements.map(agreement => ({
        key: agreement,
        name: names.get(agreement) ?? agreement,
      })),
    }));
  }
}
