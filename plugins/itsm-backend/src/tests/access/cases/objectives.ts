import type { Asks, Case } from '../Case';
import * as needs from '../needs';

const reader = needs.permitted('service-levels.read');

const objective = async ({ make }: Asks) => {
  await make.definition('objective', 'available', {
    apiVersion: 'openslo/v1',
    kind: 'SLO',
    metadata: { name: 'available' },
    spec: {
      service: 'checkout',
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
      timeWindow: [{ duration: '1d', isRolling: true }],
      budgetingMethod: 'Occurrences',
      objectives: [{ target: 0.99 }],
    },
  });
  return { params: { key: 'available' } };
};

/** Objectives, what is left of their budgets, and how that came to be. */
export const objectiveCases: Case[] = [
  {
    route: 'service-levels.objectives.list',
    needs: reader,
    ask: async asks => {
      await objective(asks);
      return {};
    },
  },
  {
    route: 'service-levels.objectives.get',
    needs: reader,
    ask: objective,
  },
  {
    route: 'service-levels.objectives.history',
    needs: reader,
    ask: objective,
  },
  {
    route: 'service-levels.objectives.history.export',
    needs: reader,
    ask: objective,
  },
];
