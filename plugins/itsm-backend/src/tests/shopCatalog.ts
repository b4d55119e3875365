import type { Entity } from '@backstage/catalog-model';
import { demoCatalog } from '../testing/demoCatalog';

/** Said so that no reader takes it for one that runs. */
const SCRIPT = ['javascript', 'alert(1)'].join(':');
/** A description that would run in a page that shows it as it is. */
export const HOSTILE = '<img src=x onerror=alert(1)><script>alert(2)</script>';

const changed = (
  entity: Entity,
  metadata: Partial<Entity['metadata']>,
  relations: Entity['relations'] = [],
): Entity => ({
  ...entity,
  metadata: { ...entity.metadata, ...metadata },
  relations: [...(entity.relations ?? []), ...relations],
});

/** The shop, told as the catalog tells it: relations from both sides, links, annotations. */
export const shopCatalog: Entity[] = demoCatalog.map(entity => {
  switch (entity.metadata.name) {
    case 'shop':
      return changed(entity, { description: 'Sells telescopes.' }, [
        { type: 'hasPart', targetRef: 'component:default/checkout' },
        { type: 'hasPart', targetRef: 'component:default/cart' },
        { type: 'hasPart', targetRef: 'component:default/hidden' },
      ]);
    case 'checkout':
      return changed(entity, {
        title: 'Checkout',
        description: HOSTILE,
        tags: ['money', 'java'],
        annotations: { 'pagerduty.com/service-id': 'P1X2' },
        links: [
          { url: 'https://acme.slack.com/archives/C1', title: 'Ask us' },
          { url: 'https://wiki.acme.com/runbook', title: 'Runbook' },
          // A catalog may be fed by what checks less than ours does.
          { url: SCRIPT, title: 'Free telescopes' },
        ],
      });
    case 'cart':
      return changed(entity, {}, [
        { type: 'dependencyOf', targetRef: 'component:default/checkout' },
      ]);
    case 'payments':
      return {
        ...changed(entity, {}, [
          { type: 'hasMember', targetRef: 'user:default/maria' },
        ]),
        spec: {
          ...entity.spec,
          profile: { email: 'payments@acme.com' },
        },
      };
    default:
      return entity;
  }
});
