import type { CiListItem } from '@callboard/plugin-itsm-common';
import { FakeItsmApi } from '../../../testing/fakeItsmApi';
import { aHistory, aState, CART, CHECKOUT, refs } from './builders';

/** An item as lists show it. */
export function anItem(changes: Partial<CiListItem> = {}): CiListItem {
  const ref = changes.ref ?? CHECKOUT;
  return {
    id: ref,
    ref,
    title: 'Checkout',
    kind: 'component',
    type: 'service',
    ownerRef: 'group:default/payments',
    lifecycle: 'production',
    origin: 'catalog',
    sources: [],
    ...changes,
  };
}

/** Two items: the second came from elsewhere and is new. */
export const checkout = anItem();
export const cart = anItem({
  ref: CART,
  title: 'Cart',
  ownerRef: undefined,
  origin: 'sources',
  sources: ['cloud'],
  attributes: { environment: 'prod' },
  lastChange: { at: '2026-03-01T09:00:00.000Z', kind: 'added' },
});

const count = (n: number, more = false) => ({ count: n, more });

/** A page of the list. */
export function aPageOf(items: CiListItem[], pageInfo = {}) {
  return { items, pageInfo, refs };
}

/** A server with two items and whatever the test adds. */
export function aCmdb(
  answers: ConstructorParameters<typeof FakeItsmApi>[0] = {},
) {
  return new FakeItsmApi({
    'cmdb.cis.list': () => aPageOf([cart, checkout]),
    'cmdb.cis.counts': ({ body }: any) => ({
      counts: Object.fromEntries(
        Object.keys(body.queries).map((name, i) => [
          name,
          count(i, name === 'all'),
        ]),
      ),
    }),
    'cmdb.cis.facets': () => ({
      kinds: [
        {
          kind: 'component',
          ...count(25),
          types: [{ type: 'service', ...count(21) }],
        },
        { kind: 'api', ...count(14), types: [] },
      ],
      classes: [{ class: 'server', name: 'Server', ...count(3) }],
      fromSources: count(3),
      total: count(39),
      lifecycles: ['production'],
    }),
    'cmdb.classes.list': () => ({
      items: [
        {
          key: 'server',
          name: 'Server',
          type: 'server',
          appliesTo: [],
          attributes: [
            {
              key: 'environment',
              label: 'Stage',
              type: 'choice',
              need: 'optional',
              values: ['prod', 'test'],
            },
          ],
          identification: [],
        },
      ],
    }),
    'cmdb.sources.list': () => ({ items: [] }),
    'cmdb.recent': () => aHistory([]),
    'cmdb.baselines.list': () => ({ items: [] }),
    'cmdb.ci': () => aState(),
    'cmdb.records': () => ({
      items: [],
      pageInfo: {},
      open: count(0),
      refs: {},
    }),
    'views.list': () => ({ items: [], refs: {} }),
    ...answers,
  });
}
