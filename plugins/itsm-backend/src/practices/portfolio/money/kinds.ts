import {
  bearersNamed,
  COST_SHARING,
  costSharingSchema,
  EXCHANGE_RATES,
  exchangeRatesSchema,
  sharingNamed,
  wayAround,
  type CostSharing,
  type ExchangeRates,
} from '@callboard/plugin-itsm-common';
import {
  catalogFaults,
  type Caller,
  type CatalogAccess,
  type CatalogReader,
  type DefinitionFault,
  type DefinitionKind,
  type Definitions,
} from '@callboard/plugin-itsm-node';

/** What kinds of definitions look up, once the kernel stands. */
export interface KnownToKinds {
  catalog: Pick<CatalogReader, 'called' | 'missing'>;
  catalogAccess: CatalogAccess;
  definitions: Pick<Definitions, 'list'>;
}

/** A way around in words, without what somebody may not see on it. */
async function wayWords(
  way: readonly string[],
  access: CatalogAccess,
  by: Caller | undefined,
): Promise<string> {
  const seen = by ? await access.readable(by, way) : new Set(way);
  return way
    .map(ref => (seen.has(ref) ? ref : 'what you may not see'))
    .filter((words, i, all) => words !== all[i - 1])
    .join(' → ');
}

/** The same service split twice, and rules that name each other in a circle. */
async function faultsAmongRules(
  written: CostSharing,
  key: string,
  { catalog, catalogAccess, definitions }: KnownToKinds,
  by: Caller | undefined,
): Promise<DefinitionFault[]> {
  const before = (await definitions.list<CostSharing>(COST_SHARING)).filter(
    d => d.key !== key,
  );
  const names = await catalog.called(
    [written, ...before.map(d => d.body)].flatMap(b => [
      b.service,
      ...bearersNamed(b),
    ]),
  );
  const nameNow = (ref: string) => names.get(ref) ?? ref;
  const body = sharingNamed(written, nameNow);
  const others = before.map(d => ({
    key: d.key,
    body: sharingNamed(d.body, nameNow),
  }));
  const same = others.find(d => d.body.service === body.service);
  if (same)
    return [
      {
        path: ['service'],
        message: `${body.service} is split by "${same.key}" already; change that one`,
      },
    ];
  const named = new Map(
    [...others.map(d => d.body), body].map(b => [b.service, bearersNamed(b)]),
  );
  const way = wayAround(body.service, ref => named.get(ref) ?? []);
  if (!way) return [];
  const at = bearersNamed(written).map(nameNow).indexOf(way[1]);
  return [
    {
      path: ['rule', 'to', at],
      message: `costs would go in a circle: ${await wayWords(
        way,
        catalogAccess,
        by,
      )}; leave one of them out`,
    },
  ];
}

/** How a service that others use is paid for by them. */
export function costSharingKind(
  known: () => KnownToKinds | undefined,
): DefinitionKind<typeof costSharingSchema> {
  return {
    kind: COST_SHARING,
    label: 'Cost sharing rule',
    description:
      'How what a shared service costs is borne by those that use it: in equal parts, by weights, by their records, or by what depends on it.',
    schema: costSharingSchema,
    titleOf: body => body.name,
    about: body => [body.service],
    async check(body, key, by) {
      const standing = known();
      if (!standing) return [];
      const { rule } = body;
      const named = [
        { path: ['service'], ref: body.service },
        ...bearersNamed(body).map((ref, i) => ({
          path: ['rule', 'to', i, ...(rule.by === 'weight' ? ['service'] : [])],
          ref,
        })),
      ];
      const unknown = await catalogFaults(standing, named, by);
      // Whether another rule splits it is told of what they may see.
      return unknown.length > 0
        ? unknown
        : faultsAmongRules(body, key, standing, by);
    },
  };
}

/** What other currencies are worth. */
export function exchangeRatesKind(
  known: () => KnownToKinds | undefined,
): DefinitionKind<typeof exchangeRatesSchema> {
  return {
    kind: EXCHANGE_RATES,
    label: 'Exchange rates',
    description:
      'What other currencies are worth in one, month by month: so that costs in several can be told together.',
    schema: exchangeRatesSchema,
    titleOf: body => body.name,
    async check(body, key) {
      const standing = known();
      if (!standing) return [];
      const others = (
        await standing.definitions.list<ExchangeRates>(EXCHANGE_RATES)
      ).filter(d => d.key !== key && d.body.to === body.to);
      return body.rates.flatMap(({ currency, from }, i): DefinitionFault[] => {
        const same = others.find(d =>
          d.body.rates.some(r => r.currency === currency && r.from === from),
        );
        return same
          ? [
              {
                path: ['rates', i, 'currency'],
                message: `${currency} has a rate from ${
                  from ?? 'the beginning'
                } in "${same.key}" already`,
              },
            ]
          : [];
      });
    },
  };
}
