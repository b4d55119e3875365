import type { Metric } from '@callboard/plugin-itsm-common';
import type { News, NewsRule } from '@callboard/plugin-itsm-node';
import { THRESHOLD } from '../clocks/momentsOf';

const METRICS: Record<Metric, string> = {
  response: 'first response',
  resolution: 'resolution',
  update: 'next update',
};

/** Whether the time is used up. */
const isOver = (at: string) =>
  at.startsWith('+') || (at.endsWith('%') && parseInt(at, 10) >= 100);

function wordsOf(at: string, metric: Metric): string {
  const what = METRICS[metric];
  if (at === '100%') return `the time for the ${what} is used up`;
  if (at.endsWith('%'))
    return `${parseInt(at, 10)} % of the time for the ${what} is used`;
  const duration = at.slice(1);
  return at.startsWith('-')
    ? `${duration} of working time are left for the ${what}`
    : `the ${what} is ${duration} of working time late`;
}

/**
 * Who is named at a threshold hears that it was reached, and the owner group that it may be a major
 * incident.
 *
 * @param types - the types of records
 */
export function thresholdNews(types: readonly string[]): NewsRule {
  return {
    id: 'service-levels.thresholds',
    kinds: types.map(type => `${type}${THRESHOLD}`),
    news({ entry, record }) {
      const { at, metric, tells, proposesMajor, type } = entry.payload as {
        at: string;
        metric: Metric;
        type: string;
        tells: readonly string[];
        proposesMajor?: boolean;
      };
      const about = `${record.number}: ${wordsOf(at, metric)}`;
      const news: News[] = [];
      if (proposesMajor) {
        news.push({
          topic: `${record.type}.major-proposed`,
          to: [record.assigneeRef, record.ownerRef],
          title: `Is ${record.number} a major incident? ${record.title}`,
          description: `${about}. Declare it one if it is.`,
          severity: 'critical',
          audience: 'internal',
        });
      }
      news.push({
        topic: `${record.type}.threshold`,
        to: tells.map(ref => {
          if (ref === 'assignee') return record.assigneeRef;
          return ref === 'owner' ? record.ownerRef : ref;
        }),
        title: about,
        description: record.title,
        severity: isOver(at) ? 'high' : 'normal',
        // What teams and suppliers promise each other is no matter of the requester.
        audience: type === 'sla' ? 'requester' : 'internal',
      });
      return news;
    },
  };
}
