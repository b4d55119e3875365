import { BUSINESS_OBJECTIVE, TREND } from '@callboard/plugin-itsm-common';
import type { NewsRule } from '@callboard/plugin-itsm-node';
import { STRATEGY_NOTES } from './kinds';

/** Who answers for an objective or a trend hears when it is to be looked at again. */
export const strategyNews: NewsRule = {
  id: 'portfolio.strategy',
  kinds: [STRATEGY_NOTES.reviewObjective, STRATEGY_NOTES.reviewTrend],
  news({ record }) {
    if (record.type !== BUSINESS_OBJECTIVE && record.type !== TREND) return [];
    const isTrend = record.type === TREND;
    return [
      {
        topic: isTrend ? 'trend.review' : 'business-objective.review',
        to: [record.assigneeRef ?? record.ownerRef],
        title: `${record.number} is to be looked at again: ${record.title}`,
        description: isTrend
          ? 'Does it still hold? Say so on its page, and what you saw.'
          : 'Is it still what is wanted, and will it be reached?',
        severity: 'normal',
      },
    ];
  },
};
