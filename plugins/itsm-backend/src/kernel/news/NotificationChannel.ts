import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { NotificationPayload } from '@backstage/plugin-notifications-common';
import { recordPath } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import type { PeopleRights } from '../access/PeopleRights';
import { readEntry } from '../deliveries/readEntry';
import {
  loadNamed,
  loadSubjects,
  withFollowers,
  type Subject,
} from '../deliveries/subjects';
import type {
  DeliveryChannel,
  Outcome,
  StoredDelivery,
} from '../deliveries/types';
import type { PrincipalStore } from '../journal/PrincipalStore';
import type { RecordTypes } from '../RecordTypes';
import { notify } from './notify';
import { newsFor, type NewsRules } from './NewsRules';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A notification about something that is not a record, e.g. to administrators. */
export type OtherNews = (
  delivery: StoredDelivery,
) => Promise<NotificationPayload | undefined>;

const skipped = (reason: string): Outcome => ({ state: 'skipped', reason });

/**
 * Sends news as Backstage notifications, which its processors turn into mail and chat. The words
 * are made here, from the journal and the record as it is now, and only if the person may read
 * it now; see {@link PeopleRights}.
 *
 * Topic is the news' own, so that people switch it off by itself; scope is record and topic, so
 * that a repetition updates the notification that is there.
 */
export class NotificationChannel implements DeliveryChannel {
  readonly id = 'notification' as const;
  readonly title = 'Sends notifications';
  readonly pauses = [
    5 * SECOND,
    30 * SECOND,
    2 * MINUTE,
    10 * MINUTE,
    HOUR,
    4 * HOUR,
    12 * HOUR,
  ];

  constructor(
    private readonly deps: {
      knex: Knex;
      types: RecordTypes;
      principals: PrincipalStore;
      rules: NewsRules;
      rights: PeopleRights;
      notifications: NotificationService;
      /** By subject type. */
      other: ReadonlyMap<string, OtherNews>;
    },
  ) {}

  async send(delivery: StoredDelivery): Promise<Outcome> {
    const payload = await this.#payload(delivery);
    if ('state' in payload) return payload;
    try {
      await notify(this.deps.notifications, delivery.recipient, payload);
      return { state: 'sent' };
    } catch (error) {
      return { state: 'failed', error: (error as Error).message };
    }
  }

  async #payload(
    delivery: StoredDelivery,
  ): Promise<NotificationPayload | Outcome> {
    const other = this.deps.other.get(delivery.subjectType);
    if (other) {
      return (await other(delivery)) ?? skipped('There is nothing to say');
    }
    const { knex, types, principals, rules, rights } = this.deps;
    const [entry, subjects] = await Promise.all([
      readEntry(knex, principals, delivery.position!),
      loadSubjects(knex, types, [delivery.subjectId]),
    ]);
    const subject = (await withFollowers(knex, subjects)).get(
      delivery.subjectId,
    );
    if (!entry || !subject) return skipped('The record is not there any more');
    const named = await loadNamed(knex, principals, [entry]);
    const { recipient, topic } = delivery;
    const news = newsFor(recipient, topic, rules.of(entry, subject, named));
    if (!news) return skipped('It concerns somebody else by now');
    if (news.forEverybody) {
      if (subject.record.visibility === 'restricted')
        return skipped('It is restricted by now');
      return {
        ...this.#about(subject, topic),
        link: news.forEverybody.link,
        title: news.title,
        description: news.description,
        severity: news.severity ?? 'normal',
      };
    }
    const reading = await rights.reading(recipient, subject);
    const internal = news.audience === 'internal';
    const { record } = subject;
    if (reading === 'existence') {
      // That something internal happened is internal too; only its assignee works on it for sure.
      return internal && record.assigneeRef !== recipient
        ? skipped('It is not known whether they may read it')
        : {
            // The topic would say what happened.
            ...this.#about(subject, `${record.type}.news`),
            title: `News on ${record.number}`,
            description: `You take part in ${record.number}. Open it in Callboard.`,
            severity: 'normal',
          };
    }
    if (reading === 'nothing' || (internal && reading !== 'internal')) {
      return skipped('They may not read it');
    }
    const { title, description, severity } = news;
    return {
      ...this.#about(subject, topic),
      title,
      description,
      severity: severity ?? 'normal',
    };
  }

  #about({ record, type }: Subject, topic: string) {
    return {
      topic,
      scope: `${record.id}:${topic}`,
      link: recordPath(type.practice, record.number),
    };
  }
}
