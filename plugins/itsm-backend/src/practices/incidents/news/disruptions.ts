import { nameOf } from '@callboard/plugin-itsm-common';
import {
  changeOf,
  type News,
  type NewsInput,
  type NewsRule,
} from '@callboard/plugin-itsm-node';

/** Where the catalog shows an entity. */
function entityPath(ref: string): string {
  const [kind, rest] = ref.split(':');
  return `/catalog/${rest.split('/')[0]}/${kind}/${nameOf(ref)}`;
}

function said(input: NewsInput): Pick<News, 'title' | 'severity'> | undefined {
  const { entry, record } = input;
  const service = nameOf(String(record.serviceRef));
  if (entry.kind === 'record.transitioned') {
    const over =
      record.statusCategory === 'resolved' && entry.status === record.status;
    return over
      ? { title: `The disruption of ${service} is over`, severity: 'normal' }
      : undefined;
  }
  if (changeOf(input, 'majorAnnounced'))
    return { title: `Disruption of ${service}`, severity: 'high' };
  return changeOf(input, 'majorSummary')
    ? { title: `Update on the disruption of ${service}`, severity: 'normal' }
    : undefined;
}

/**
 * Who follows a service hears of its announced disruptions: what is known, and nothing else of the
 * incident behind it, whether they may read that or not.
 */
export const disruptionNews: NewsRule = {
  id: 'disruptions',
  kinds: ['record.changed', 'record.transitioned'],
  news(input) {
    const { record, followers } = input;
    const announced =
      record.type === 'incident' &&
      record.major &&
      record.majorAnnounced &&
      record.visibility === 'internal' &&
      record.serviceRef;
    const words = announced && followers.length > 0 ? said(input) : undefined;
    if (!words) return [];
    return [
      {
        ...words,
        topic: 'incident.disruption',
        to: followers,
        description: String(record.majorSummary ?? ''),
        forEverybody: { link: entityPath(record.serviceRef!) },
      },
    ];
  },
};
