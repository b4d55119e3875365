import { SURVEY_SCORES } from '@callboard/plugin-itsm-common';
import type { SubjectNewsRule } from '@callboard/plugin-itsm-node';
import type { Answers } from './Answers';
import type {
  AskedAbout,
  Invitation,
  InvitationStore,
} from './InvitationStore';
import { INVITED, SURVEY_SUBJECT } from './kinds';
import { writeLink } from './links';

interface Found extends Invitation {
  about?: AskedAbout;
  secret: string;
}

/** What the news is made with once the kernel stands. */
export interface SurveyNewsTools {
  store: Pick<InvitationStore, 'waiting'>;
  answers: Pick<Answers, 'secret'>;
  now(): number;
  /** Where answers are given, as it is reached from outside, without a slash at its end. */
  answersUrl: string;
}

/**
 * Whoever is asked gets a link, and one for each answer where the mail shows them. They are made when it
 * is sent, and kept nowhere; who was erased, left or answered meanwhile gets none.
 */
export function surveyNews(
  tools: () => SurveyNewsTools | undefined,
): SubjectNewsRule<Found> {
  return {
    subjectType: SURVEY_SUBJECT,
    kinds: [INVITED],
    async lookUp(entries, executor) {
      const standing = tools();
      if (!standing) return new Map();
      const { store, answers, now } = standing;
      const secret = await answers.secret();
      const found = await store.waiting(
        executor,
        entries.map(entry => entry.subjectId),
        now(),
      );
      return new Map(
        entries.flatMap(({ position, subjectId }) => {
          const one = found.get(subjectId);
          return one ? [[position, { ...one, secret }] as const] : [];
        }),
      );
    },
    news(_, found) {
      const standing = tools();
      if (!standing || !found || found.about?.restricted) return undefined;
      const { id, expiresAt, question, personRef, about, secret } = found;
      const token = writeLink({ invitationId: id, expiresAt }, secret);
      const link = `${standing.answersUrl}/${token}`;
      return {
        topic: 'survey.invitation',
        to: [personRef],
        title: about ? `${question} (${about.number})` : question,
        description: [
          ...(about ? [`${about.number}: ${about.title}`] : []),
          'One click is enough; you need not sign in.',
        ].join('\n'),
        severity: 'low',
        link,
        choices: [...SURVEY_SCORES].reverse().map(({ value, label }) => ({
          label,
          link: `${link}?score=${value}`,
        })),
      };
    },
  };
}
