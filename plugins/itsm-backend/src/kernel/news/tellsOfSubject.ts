import type {
  PeopleAsCallers,
  SubjectNews,
  SubjectNewsRule,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { readEntry } from '../deliveries/readEntry';
import type { PrincipalStore } from '../journal/PrincipalStore';
import type { OtherNews } from './NotificationChannel';

/** Makes the words of news about something that is no record, from its journal entry. */
export function tellsOfSubject(
  knex: Knex,
  principals: PrincipalStore,
  people: PeopleAsCallers,
  rule: SubjectNewsRule,
): OtherNews {
  /** The news as somebody may hear it, by what is known of their rights. */
  const heardBy = async (
    person: string,
    news: SubjectNews,
  ): Promise<SubjectNews | undefined> => {
    if (!rule.permission) return news;
    const caller = await people.asCaller(person, rule.permission);
    if (caller === 'unknown')
      return news.to.includes(person) && news.ifUnknown
        ? { ...news, description: undefined, ...news.ifUnknown }
        : undefined;
    return caller !== 'left' &&
      caller.scopes?.get(rule.permission.name) === 'all'
      ? news
      : undefined;
  };

  return async ({ position, subjectId, topic, recipient }) => {
    const entry =
      position === undefined
        ? undefined
        : await readEntry(knex, principals, position);
    if (!entry) return undefined;
    const found = await rule.lookUp?.([entry], knex);
    const said = rule.news(entry, found?.get(entry.position));
    const news = said && (await heardBy(recipient, said));
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
