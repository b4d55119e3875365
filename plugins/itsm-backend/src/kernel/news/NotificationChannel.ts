import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { NotificationPayload } from '@backstage/plugin-notifications-common';
import { recordPath } from '@callboard/plugin-itsm-common';
import type { News } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { PeopleRights, Reading } from '../access/PeopleRights';
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

/** What some are told by one call. */
interface Told {
  payload: NotificationPayload;
  deliveries: StoredDelivery[];
}

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
  /**
   * The notifications plugin writes for one person after the other and shares our process: more
   * at a time are no faster, and take the processor from people who wait for a page.
   */
  readonly atOnce = 1;
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
    const [outcome] = await this.sendTogether([delivery]);
    return outcome;
  }

  /** Those who are told the same are told by one call. */
  async sendTogether(
    deliveries: readonly StoredDelivery[],
  ): Promise<Outcome[]> {
    const said = await this.#say(deliveries);
    const outcomes = new Map<string, Outcome>();
    const told = new Map<string, Told>();
    deliveries.forEach((delivery, i) => {
      const say = said[i];
      if ('state' in say) {
        outcomes.set(delivery.id, say);
        return;
      }
      const words = JSON.stringify(say);
      const one = told.get(words) ?? { payload: say, deliveries: [] };
      told.set(words, one);
      one.deliveries.push(delivery);
    });
    for (const one of told.values()) {
      const outcome = await this.#notify(one);
      for (const { id } of one.deliveries) outcomes.set(id, outcome);
    }
    return deliveries.map(({ id }) => outcomes.get(id)!);
  }

  async #notify({ payload, deliveries }: Told): Promise<Outcome> {
    try {
      const recipients = deliveries.map(d => d.recipient);
      await notify(this.deps.notifications, recipients, payload);
      return { state: 'sent' };
    } catch (error) {
      return { state: 'failed', error: (error as Error).message };
    }
  }

  /** What each is told, or why they are not. All are about one journal entry. */
  async #say(
    deliveries: readonly StoredDelivery[],
  ): Promise<(NotificationPayload | Outcome)[]> {
    const [{ subjectType, subjectId, position }] = deliveries;
    const other = this.deps.other.get(subjectType);
    if (other) {
      return Promise.all(
        deliveries.map(
          async d => (await other(d)) ?? skipped('There is nothing to say'),
        ),
      );
    }
    const { knex, types, principals, rules, rights } = this.deps;
    const [entry, subjects] = await Promise.all([
      readEntry(knex, principals, position!),
      loadSubjects(knex, types, [subjectId]),
    ]);
    const subject = (await withFollowers(knex, subjects)).get(subjectId);
    if (!entry || !subject) {
      return deliveries.map(() => skipped('The record is not there any more'));
    }
    const named = await loadNamed(knex, principals, [entry]);
    const all = rules.of(entry, subject, named);
    const readings = await rights.readings(
      deliveries.map(d => d.recipient),
      subject,
    );
    return deliveries.map(({ recipient, topic }) =>
      this.#words(
        recipient,
        subject,
        newsFor(recipient, topic, all),
        readings.get(recipient)!,
      ),
    );
  }

  #words(
    recipient: string,
    subject: Subject,
    news: News | undefined,
    reading: Reading,
  ): NotificationPayload | Outcome {
    if (!news) return skipped('It concerns somebody else by now');
    const { topic, title, description, severity = 'normal' } = news;
    if (news.forEverybody) {
      if (subject.record.visibility === 'restricted')
        return skipped('It is restricted by now');
      const { link } = news.forEverybody;
      return {
        ...this.#about(subject, topic),
        link,
        title,
        description,
        severity,
      };
    }
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
            ...(news.link ? { link: news.link } : {}),
          };
    }
    if (reading === 'nothing' || (internal && reading !== 'internal')) {
      return skipped('They may not read it');
    }
    const about = this.#about(subject, topic);
    const { link = about.link } = news;
    return { ...about, link, title, description, severity };
  }

  #about({ record, type }: Subject, topic: string) {
    return {
      topic,
      scope: `${record.id}:${topic}`,
      link: recordPath(type.practice, record.number),
    };
  }
}
