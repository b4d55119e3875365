import type { RootConfigService } from '@backstage/backend-plugin-api';
import type {
  Clock,
  JournalRow,
  News,
  Projection,
  SubjectNewsRule,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { Deliveries } from '../deliveries/Deliveries';
import { loadNamed, loadSubjects, withFollowers } from '../deliveries/subjects';
import type { PlannedDelivery } from '../deliveries/types';
import type { PrincipalStore } from '../journal/PrincipalStore';
import type { RecordTypes } from '../RecordTypes';
import type { Members } from './Members';
import { alsoDeputies } from './alsoDeputies';
import { groupsIn, oneEach, type NewsRules } from './NewsRules';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 3;

/** How old an entry may be and still be news, in milliseconds: `itsm.news.maxAgeDays`, default 3. */
export function readNewsAge(config: RootConfigService): number {
  const days = config.getOptionalNumber('itsm.news.maxAgeDays') ?? DEFAULT_DAYS;
  if (!(days > 0)) {
    throw new Error(`itsm.news.maxAgeDays is ${days}; it must be more than 0`);
  }
  return days * DAY_MS;
}

/**
 * Turns journal entries into notifications to be sent: who hears of it, and under which topic.
 * What it says, and whether the person may read it, is decided when it is sent.
 *
 * History from elsewhere is no news, nor is what was learned days ago: a backend that starts on a
 * long journal, or after a long downtime, floods nobody. What was planned is there once, so
 * there is nothing to rebuild.
 */
export function newsProjection(deps: {
  rules: NewsRules;
  /** Of what is no record. */
  subjectRules: readonly SubjectNewsRule[];
  types: RecordTypes;
  principals: PrincipalStore;
  members: Members;
  deliveries: Deliveries;
  clock: Clock;
  maxAgeMs: number;
}): Projection {
  const { rules, types, principals, members, deliveries, clock } = deps;
  const bySubject = new Map(deps.subjectRules.map(r => [r.subjectType, r]));

  /** What is said of things that are no records. */
  const ofSubject = (
    entry: JournalRow,
    found: ReadonlyMap<number, unknown>,
  ): { entry: JournalRow; news: News[] }[] => {
    const rule = bySubject.get(entry.subjectType);
    const news =
      rule?.kinds.includes(entry.kind) &&
      rule.news(entry, found.get(entry.position));
    return news ? [{ entry, news: [news] }] : [];
  };

  /** What rules look up of entries, by position: once for all entries of a rule. */
  const lookUp = async (
    entries: readonly JournalRow[],
    tx: Knex.Transaction,
  ): Promise<Map<number, unknown>> => {
    const found = new Map<number, unknown>();
    for (const { subjectType, kinds, ...rule } of deps.subjectRules) {
      const own = entries.filter(
        e => e.subjectType === subjectType && kinds.includes(e.kind),
      );
      if (!rule.lookUp || own.length === 0) continue;
      for (const [position, one] of await rule.lookUp(own, tx))
        found.set(position, one);
    }
    return found;
  };

  const isNews = (entry: JournalRow) =>
    entry.mode === 'enforce' && clock.now() - entry.recordedAt <= deps.maxAgeMs;

  return {
    id: 'news',
    title: 'Notifications to people',
    fromNow: true,
    kinds: [
      ...new Set([
        ...rules.kinds,
        ...deps.subjectRules.flatMap(rule => rule.kinds),
      ]),
    ],
    async apply(tx, entries) {
      const fresh = entries.filter(isNews);
      if (fresh.length === 0) return;
      const ofRecords = fresh.filter(e => e.subjectType === 'record');
      const [found, named, looked] = await Promise.all([
        loadSubjects(
          tx,
          types,
          ofRecords.map(e => e.subjectId),
        ),
        loadNamed(tx, principals, ofRecords),
        lookUp(fresh, tx),
      ]);
      const subjects = await withFollowers(tx, found);
      const told = fresh.flatMap(entry => {
        if (entry.subjectType !== 'record') return ofSubject(entry, looked);
        const subject = subjects.get(entry.subjectId);
        const news = subject ? rules.of(entry, subject, named) : [];
        return news.length > 0 ? [{ entry, news }] : [];
      });
      const groups = told.flatMap(({ news }) => groupsIn(news));
      const people = await members.of(groups, tx);
      const heard = told.map(({ entry, news }) => ({
        entry,
        chosen: oneEach(news, people, entry.actorRef),
      }));
      await alsoDeputies(tx, heard, clock.now());
      await deliveries.plan(
        tx,
        heard.flatMap(({ entry, chosen }) =>
          [...chosen].map(
            ([recipient, { topic }]): PlannedDelivery => ({
              channel: 'notification',
              recipient,
              topic,
              position: entry.position,
              subjectType: entry.subjectType,
              subjectId: entry.subjectId,
            }),
          ),
        ),
      );
    },
  };
}
