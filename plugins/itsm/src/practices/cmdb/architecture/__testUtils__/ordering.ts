import type { Entity } from '@backstage/catalog-model';
import { mockApis } from '@backstage/frontend-test-utils';
import { impactTranslationRef } from '../../impact/translation';
import type { ImpactWords } from '../../impact/translation';
import type { Diagram } from '../diagram';
import { architectureTranslationRef } from '../translation';
import type { ArchitectureWords } from '../translation';
import { diagramWords } from '../words';

/** An entity with relations, as `type target` each. */
export function anEntity(
  ref: string,
  relations: string[] = [],
  title?: string,
): Entity {
  const [kind, rest] = ref.split(':');
  const [namespace, name] = rest.split('/');
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: kind.charAt(0).toLocaleUpperCase('en-US') + kind.slice(1),
    metadata: { namespace, name, title },
    spec: { type: kind === 'component' ? 'service' : undefined },
    relations: relations.map(relation => {
      const [type, targetRef] = relation.split(' ');
      return { type, targetRef };
    }),
  };
}

export const ORDERING = 'system:default/ordering';

/** A system with two components, an API and a database, one system that uses it and one that it uses. */
export const ordering = [
  anEntity(ORDERING, ['ownedBy group:default/checkout'], 'Ordering'),
  anEntity('group:default/checkout', [], 'Checkout team'),
  anEntity(
    'component:default/cart',
    [
      `partOf ${ORDERING}`,
      'dependsOn resource:default/cart-db',
      'consumesApi api:default/orders',
    ],
    'Cart',
  ),
  anEntity(
    'component:default/checkout',
    [
      `partOf ${ORDERING}`,
      'providesApi api:default/orders',
      'consumesApi api:default/charge',
      'dependsOn component:default/secret',
    ],
    'Checkout',
  ),
  anEntity(
    'api:default/orders',
    [
      `partOf ${ORDERING}`,
      'apiProvidedBy component:default/checkout',
      'apiConsumedBy component:default/web',
      'apiConsumedBy component:default/cart',
    ],
    'Orders API',
  ),
  anEntity(
    'resource:default/cart-db',
    [`partOf ${ORDERING}`, 'dependencyOf component:default/cart'],
    'Cart database',
  ),
  anEntity(
    'component:default/web',
    ['partOf system:default/storefront'],
    'Web',
  ),
  anEntity('system:default/storefront', [], 'Storefront'),
  anEntity('api:default/charge', ['partOf system:default/payments'], 'Charge'),
  anEntity('system:default/payments', [], 'Payments'),
];

/** The words as they stand in the source. */
export function wordsOf(diagram: Diagram) {
  const translations = mockApis.translation();
  const { t } = translations.getTranslation(
    architectureTranslationRef,
  ) as unknown as { t: ArchitectureWords };
  const { t: counts } = translations.getTranslation(
    impactTranslationRef,
  ) as unknown as { t: ImpactWords };
  return diagramWords(diagram, t, counts);
}
