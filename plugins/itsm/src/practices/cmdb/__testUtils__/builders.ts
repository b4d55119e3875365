import { mockApis } from '@backstage/frontend-test-utils';
import type {
  CiChanges,
  CiEvent,
  CiState,
  Difference,
} from '@callboard/plugin-itsm-common';
import { cmdbTranslationRef } from '../translation';
import type { CmdbWords } from '../translation';

/** The service that the tests are about. */
export const CHECKOUT = 'component:default/checkout';
export const PAYMENT = 'component:default/payment';
export const CART = 'component:default/cart';

/** What the references in answers are called. */
export const refs = {
  [CHECKOUT]: { title: 'Checkout', kind: 'component', dangling: false },
  [PAYMENT]: { title: 'Payment', kind: 'component', dangling: false },
  [CART]: { title: 'Cart', kind: 'component', dangling: false },
};

/** The words as they stand in the source. */
export const inEnglish = () =>
  mockApis.translation().getTranslation(cmdbTranslationRef) as unknown as {
    t: CmdbWords;
  };

/** One change of checkout: it went to production. */
export function anEvent(changes: Partial<CiEvent> = {}): CiEvent {
  return {
    position: 7,
    ref: CHECKOUT,
    kind: 'changed',
    since: '2026-03-01T10:00:00.000Z',
    at: '2026-03-01T10:01:00.000Z',
    changes: [
      { field: 'spec.lifecycle', before: 'experimental', after: 'production' },
    ],
    relations: { added: [], removed: [] },
    ...changes,
  };
}

/** How checkout was found when the history began. */
export function theFirstReading(changes: Partial<CiEvent> = {}): CiEvent {
  return anEvent({
    position: 1,
    kind: 'added',
    since: undefined,
    at: '2026-02-01T08:00:00.000Z',
    changes: [{ field: 'spec.lifecycle', after: 'experimental' }],
    relations: { added: [{ type: 'dependsOn', targetRef: CART }], removed: [] },
    ...changes,
  });
}

/** Checkout as it is now. */
export function aState(changes: Partial<CiState> = {}): CiState {
  return {
    ref: CHECKOUT,
    at: '2026-03-02T09:00:00.000Z',
    there: true,
    title: 'Checkout',
    fields: { 'spec.lifecycle': 'production' },
    relations: [{ type: 'dependsOn', targetRef: PAYMENT }],
    knownSince: '2026-02-01T08:00:00.000Z',
    refs,
    ...changes,
  };
}

/** A comparison that found nothing. */
export function aDifference(changes: Partial<Difference> = {}): Difference {
  return {
    from: '2026-03-01T09:00:00.000Z',
    to: '2026-03-02T09:00:00.000Z',
    items: [],
    compared: 4,
    truncated: false,
    refs,
    ...changes,
  };
}

/** A day in which nothing changed. */
export function changesOf(changes: Partial<CiChanges> = {}): CiChanges {
  return {
    from: '2026-03-01T09:00:00.000Z',
    to: '2026-03-02T09:00:00.000Z',
    items: [],
    looked: 5,
    truncated: false,
    refs,
    ...changes,
  };
}

/** A page of a history. */
export function aHistory(items: CiEvent[], nextCursor?: string) {
  return {
    items,
    pageInfo: { nextCursor },
    knownSince: '2026-02-01T08:00:00.000Z',
    refs,
  };
}
