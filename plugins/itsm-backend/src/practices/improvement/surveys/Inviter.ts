import {
  erasedIdOf,
  kindOf,
  type SurveyBody,
} from '@callboard/plugin-itsm-common';
import {
  SYSTEM_CALLER,
  type Clock,
  type JournalWriter,
  type RecordKernel,
  type StoredRecord,
} from '@callboard/plugin-itsm-node';
import { v7 as uuidv7 } from 'uuid';
import type {
  Invitation,
  InvitationStore,
  ServiceUser,
} from './InvitationStore';
import { INVITED, SURVEY_SUBJECT } from './kinds';
import { isAbout, isSampled, type Survey, type Surveys } from './Surveys';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Records that are looked at for who used a service, the newest. */
const MOST_RECORDS = 20_000;

type Tx = Parameters<InvitationStore['insert']>[0];

/** Somebody to be asked. */
export interface ToAsk extends ServiceUser {
  recordId?: string;
  channel?: string;
}

/** Whom a record was for. */
export const personOf = ({ requestedForRef, requesterRef }: StoredRecord) =>
  requestedForRef ?? requesterRef;

/** What comes of a look at a record that was solved. */
export type AfterResolve =
  | { ask: ToAsk; survey: Survey }
  /** Look again then. */
  | { later: number }
  | undefined;

/** Decides who is asked, and asks them. */
export class Inviter {
  constructor(
    private readonly deps: {
      store: InvitationStore;
      surveys: Surveys;
      records: Pick<RecordKernel, 'view'>;
      journal: JournalWriter;
      clock: Clock;
    },
  ) {}

  /**
   * Who is to be asked about a record, as it is now. Nobody about what is open again, restricted or was
   * asked about before; nor who left, said already how it was, or did the work themselves. Of several
   * surveys the first by key asks.
   */
  async afterResolve(recordId: string): Promise<AfterResolve> {
    const { store, surveys, clock } = this.deps;
    const record = await this.#record(recordId);
    const person = record && personOf(record);
    if (!record || !person || !isAskable(record, person)) return undefined;
    const survey = (await surveys.of('after-resolve')).find(one =>
      isAbout(one, record),
    );
    if (!survey || !isSampled(survey, record.id)) return undefined;
    const from =
      (record.resolvedAt ?? record.closedAt ?? record.updatedAt) +
      survey.body.delayHours * HOUR_MS;
    if (from > clock.now()) return { later: from };
    const [asked, there] = await Promise.all([
      store.askedAbout([record.id]),
      store.inCatalog([person]),
    ]);
    if (asked.has(record.id) || !there.has(person)) return undefined;
    const { serviceRef, ownerRef, channel } = record;
    return {
      survey,
      ask: { personRef: person, recordId, serviceRef, ownerRef, channel },
    };
  }

  /**
   * Asks those of the people who were not asked lately, by any survey. The last step of its
   * transaction.
   */
  async invite(
    tx: Tx,
    survey: Pick<Survey, 'key'> & {
      body: Pick<SurveyBody, 'question' | 'quietDays' | 'validDays'>;
    },
    occasion: string,
    people: readonly ToAsk[],
  ): Promise<number> {
    const { store, journal, clock } = this.deps;
    const now = clock.now();
    const { question, quietDays, validDays } = survey.body;
    const claimed = await store.claim(
      tx,
      people.map(({ personRef }) => personRef),
      // Without quiet days two at the same moment are two, whichever clock is behind.
      quietDays === 0 ? Number.MAX_SAFE_INTEGER : now - quietDays * DAY_MS,
      now,
    );
    const asked = people.filter(({ personRef }) => claimed.has(personRef));
    if (asked.length === 0) return 0;
    const invitations = asked.map(
      (to): Invitation => ({
        ...to,
        id: uuidv7({ msecs: now }),
        surveyKey: survey.key,
        occasion,
        question,
        sentAt: now,
        expiresAt: now + validDays * DAY_MS,
        version: 0,
        journalHead: '',
      }),
    );
    const entries = invitations.map(({ id }) => ({
      subjectType: SURVEY_SUBJECT,
      subjectId: id,
      kind: INVITED,
      payload: { survey: survey.key, occasion },
    }));
    const prepared = await journal.prepare(
      tx,
      SYSTEM_CALLER,
      entries,
      new Map(),
    );
    for (const one of invitations)
      one.journalHead = prepared.heads.get(one.id)!;
    await store.insert(tx, invitations);
    await prepared.append();
    return invitations.length;
  }

  /**
   * Asks who used services lately, once in a month or quarter: those that the sample has, as many as the
   * survey says.
   */
  async onRhythm(survey: Survey, occasion: string): Promise<number> {
    const { store, clock } = this.deps;
    const { body, key } = survey;
    if (await store.wasAsked(key, occasion)) return 0;
    const users = await store.users({
      types: body.recordTypes,
      services: body.services?.length ? body.services : undefined,
      teams: body.teams?.length ? body.teams : undefined,
      since: clock.now() - body.usedWithinDays * DAY_MS,
      most: MOST_RECORDS,
    });
    const there = await store.inCatalog(users.map(u => u.personRef));
    const sampled = users
      .filter(({ personRef }) => there.has(personRef))
      .filter(({ personRef }) => isSampled(survey, `${occasion} ${personRef}`))
      .slice(0, body.most);
    if (sampled.length === 0) return 0;
    return store.transaction(tx => this.invite(tx, survey, occasion, sampled));
  }

  async #record(id: string): Promise<StoredRecord | undefined> {
    try {
      return (await this.deps.records.view(SYSTEM_CALLER, id)).record;
    } catch (error) {
      if ((error as Error).name === 'NotFoundError') return undefined;
      throw error;
    }
  }
}

function isAskable(record: StoredRecord, person: string): boolean {
  const { statusCategory, visibility, assigneeRef, satisfaction } = record;
  const solved = statusCategory === 'resolved' || statusCategory === 'closed';
  return (
    solved &&
    visibility === 'internal' &&
    kindOf(person) === 'user' &&
    erasedIdOf(person) === undefined &&
    assigneeRef !== person &&
    (satisfaction === undefined || satisfaction === null)
  );
}
