import type { SubjectNewsRule } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { readEntry } from '../deliveries/readEntry';
import type { PrincipalStore } from '../journal/PrincipalStore';
import type { OtherNews } from './NotificationChannel';

/** Makes the words of news about something that is no record, from its journal entry. */
export function tellsOfSubject(
  knex: Knex,
  principals: PrincipalStore,
  rule: SubjectNewsRule,
): OtherNews {
  return async ({ position, subjectId, topic }) => {
    const entry =
      position === undefined
        ? undefined
        : await readEntry(knex, principals, position);
    if (!entry) return undefined;
    const found = await rule.lookUp?.([entry], knex);
    const news = rule.news(entry, found?.get(entry.position));
    if (!news) return undefined;
    const { title, description, severity = 'normal', link, choices } = news;
    return {
      topic,
      scope: `${subjectId}:${topic}`,
      link,
      title,
      description,
      severity,
      ...(choices && { metadata: { choices: choices.map(c => ({ ...c })) } }),
    };
  };
}
