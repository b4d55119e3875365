import { ConflictError, NotFoundError } from '@backstage/errors';
import { erasedIdOf } from '@callboard/plugin-itsm-common';
import {
  SYSTEM_CALLER,
  type Clock,
  type JournalWriter,
  type RecordAnswer,
  type SurveyAnswers,
} from '@callboard/plugin-itsm-node';
import type {
  AskedAbout,
  AnsweredVia,
  Invitation,
  InvitationStore,
} from './InvitationStore';
import { ANSWERED, SURVEY_SUBJECT } from './kinds';
import { LinkLimits } from './LinkLimits';
import { GoneError } from './linkErrors';
import { readLink } from './links';
import type { Surveys } from './Surveys';

type Tx = Parameters<InvitationStore['insert']>[0];

/** An invitation as the page shows it to whoever has the link. */
export interface OpenInvitation {
  question: string;
  commentQuestion: string;
  /** Not of a restricted record. */
  about?: Pick<AskedAbout, 'number' | 'title'>;
  /** Until when the link can be used, milliseconds since the epoch. */
  until: number;
  /** How often it was answered. */
  version: number;
  score?: number;
  /** Whether they wrote something, which is not shown again: a link may be passed on. */
  hasWords: boolean;
  changeable: boolean;
}

/** What was chosen and written on the page. */
export interface GivenAnswer {
  score: number;
  words?: string;
  /** How often it was answered when the page was shown. */
  seen: number;
}

const DEFAULT_COMMENT_QUESTION = 'What should we know? (optional)';

const gone = () => new GoneError('This survey is not for anybody any more.');

/** Answers to surveys: by signed links without credentials, and as they are given elsewhere. */
export class Answers implements SurveyAnswers {
  readonly #limits: LinkLimits;
  #secret?: string;

  constructor(
    private readonly deps: {
      store: InvitationStore;
      surveys: Surveys;
      journal: JournalWriter;
      clock: Clock;
    },
  ) {
    this.#limits = new LinkLimits(deps.clock);
  }

  /** What links are signed with. */
  async secret(): Promise<string> {
    this.#secret ??= await this.deps.store.secret(this.deps.clock.now());
    return this.#secret;
  }

  /**
   * What a link is for. Nothing is changed.
   *
   * @param address - where it is asked from
   * @throws NotFoundError for a link that is none, GoneError for one that cannot be used any more,
   *   TooManyRequestsError for one that is used too often
   */
  async look(token: string, address: string): Promise<OpenInvitation> {
    const invitation = await this.#invitation(token, address);
    const { store } = this.deps;
    const [body, about] = await Promise.all([
      this.#body(invitation),
      invitation.recordId ? store.about(invitation.recordId) : undefined,
    ]);
    const { question, expiresAt, version, score, words } = invitation;
    return {
      question,
      commentQuestion: body?.commentQuestion ?? DEFAULT_COMMENT_QUESTION,
      about: about && !about.restricted ? about : undefined,
      until: expiresAt,
      version,
      score,
      hasWords: words !== undefined,
      changeable: body?.changeable ?? true,
    };
  }

  /**
   * Answers. A link answers once; until it expires the answer can be changed by whoever saw what it is.
   * The same answer twice is one.
   *
   * @throws ConflictError if it was answered otherwise before, and what look throws
   */
  async answer(
    token: string,
    address: string,
    given: GivenAnswer,
  ): Promise<void> {
    const { id } = await this.#invitation(token, address);
    const { store, clock } = this.deps;
    const changeable = (await this.#bodyOf(id))?.changeable ?? true;
    await store.transaction(async tx => {
      const before = await store.lock(tx, id);
      if (!before || erasedIdOf(before.personRef) !== undefined) throw gone();
      const { score, words = before.words, seen } = given;
      const isSame = before.score === score && before.words === words;
      if (isSame) return;
      if (before.version > 0) {
        const adds = before.score === score && before.words === undefined;
        if (!changeable && !adds)
          throw new ConflictError(
            'You answered already. Thank you; it cannot be changed any more.',
          );
        if (seen !== before.version)
          throw new ConflictError(
            'You answered already. Below is your answer; you can change it there.',
          );
      }
      await this.#write(tx, before, {
        score,
        words,
        via: 'link',
        at: clock.now(),
      });
    });
  }

  async answerOf(invitationId: string): Promise<RecordAnswer | undefined> {
    const found = await this.deps.store.find(invitationId);
    if (
      found?.recordId === undefined ||
      found.score === undefined ||
      erasedIdOf(found.personRef) !== undefined
    )
      return undefined;
    const { recordId, personRef, score, words, changedAt } = found;
    return { recordId, personRef, score, words, at: changedAt! };
  }

  askedAbout(
    ...asked: Parameters<SurveyAnswers['askedAbout']>
  ): Promise<ReadonlySet<string>> {
    return this.deps.store.askedAbout(...asked);
  }

  async take(tx: Tx, answer: RecordAnswer): Promise<void> {
    const { recordId, personRef, score, words, at } = answer;
    const before = await this.deps.store.lockOfRecord(tx, recordId);
    if (!before || before.personRef !== personRef) return;
    if (before.changedAt !== undefined && before.changedAt > at) return;
    if (before.score === score && before.words === words) return;
    await this.#write(tx, before, { score, words, via: 'portal', at });
  }

  /** The last step of its transaction: the journal is told the score, never the words. */
  async #write(
    tx: Tx,
    before: Invitation,
    given: { score: number; words?: string; via: AnsweredVia; at: number },
  ): Promise<void> {
    const { at, ...answer } = given;
    const after: Invitation = {
      ...before,
      ...answer,
      version: before.version + 1,
      answeredAt: before.answeredAt ?? at,
      changedAt: at,
    };
    const prepared = await this.deps.journal.prepare(
      tx,
      SYSTEM_CALLER,
      [
        {
          subjectType: SURVEY_SUBJECT,
          subjectId: before.id,
          kind: ANSWERED,
          at,
          payload: {
            survey: before.surveyKey,
            version: after.version,
            via: given.via,
            score: { before: before.score ?? null, after: given.score },
          },
        },
      ],
      new Map([[before.id, before.journalHead]]),
    );
    after.journalHead = prepared.heads.get(before.id)!;
    await this.deps.store.update(tx, after);
    await prepared.append();
  }

  async #bodyOf(id: string) {
    const invitation = await this.deps.store.find(id);
    return invitation && this.#body(invitation);
  }

  #body({ surveyKey, sentAt }: Invitation) {
    return this.deps.surveys.at(surveyKey, sentAt);
  }

  async #invitation(token: string, address: string): Promise<Invitation> {
    const link = readLink(token, await this.secret());
    if (!link) {
      this.#limits.forged(address);
      throw new NotFoundError(
        'There is no such survey. Please open the link as it stands in your mail, whole.',
      );
    }
    this.#limits.link(link.invitationId);
    const { store, clock } = this.deps;
    const found = await store.find(link.invitationId);
    if (!found || erasedIdOf(found.personRef) !== undefined) throw gone();
    if (Math.min(link.expiresAt, found.expiresAt) <= clock.now()) {
      throw new GoneError(
        found.version > 0
          ? 'You answered this survey; thank you. Your answer cannot be changed any more.'
          : 'This survey is over; it cannot be answered any more. Thank you for wanting to.',
      );
    }
    return found;
  }
}
