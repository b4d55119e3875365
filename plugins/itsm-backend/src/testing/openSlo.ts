import type { Knex } from 'knex';
import { recordedQuery } from './recordedPrometheus';

/** What the objectives of tests are about. */
export const CHECKOUT = 'component:default/checkout';

/** Lets the copy of the catalog know of it. */
export async function checkoutInCatalog(knex: Knex): Promise<void> {
  await knex('catalog_entities').insert({
    ref: CHECKOUT,
    kind: 'component',
    name: 'checkout',
    title: 'Checkout',
    owner_ref: 'group:default/payments',
    annotations: '{}',
    seen_at: 1,
  });
}

/** Takes away all definitions, and what was measured. */
export async function forgetObjectives(knex: Knex): Promise<void> {
  for (const table of [
    'definitions',
    'definition_heads',
    'sl_objectives',
    'sl_objective_minutes',
    'sl_objective_hours',
    'sl_objective_alerts',
  ])
    await knex(table).delete();
}

/** An SLO of the component `checkout`, over six hours. */
export const slo = (name: string, spec: object, annotations: object = {}) => ({
  apiVersion: 'openslo/v1',
  kind: 'SLO',
  metadata: { name, displayName: `Shop ${name}`, annotations },
  spec: {
    service: 'checkout',
    timeWindow: [{ duration: '6h', isRolling: true }],
    budgetingMethod: 'Occurrences',
    objectives: [{ target: 0.99 }],
    ...spec,
  },
});
/** A metric whose answers are recorded. */
export const metric = (name: string) => ({
  metricSource: { type: 'Prometheus', spec: { query: recordedQuery(name) } },
});
/** Requests that failed, of all. */
export const requests = {
  indicator: {
    spec: {
      ratioMetric: {
        counter: true,
        bad: metric('bad'),
        total: metric('total'),
      },
    },
  },
};
/** Availability by what is on record of outages. */
export const availability = {
  indicator: {
    spec: {
      ratioMetric: {
        rawType: 'success',
        raw: {
          metricSource: {
            type: 'Callboard',
            spec: { measure: 'availability' },
          },
        },
      },
    },
  },
};

/** A ticket when the budget burns four times as fast as it lasts for half an hour. */
export const slowPolicy = {
  apiVersion: 'openslo/v1',
  kind: 'AlertPolicy',
  metadata: { name: 'slow' },
  spec: {
    conditions: [
      {
        kind: 'AlertCondition',
        spec: {
          severity: 'ticket',
          condition: {
            kind: 'burnrate',
            op: 'gte',
            threshold: 4,
            lookbackWindow: '30m',
            alertAfter: '5m',
          },
        },
      },
    ],
  },
};
