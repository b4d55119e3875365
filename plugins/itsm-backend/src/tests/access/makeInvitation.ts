import { v7 as uuidv7 } from 'uuid';
import { writeLink } from '../../practices/improvement/surveys/links';
import type { Makes } from './makes';
import type { Target } from './scene';

const RITA = 'user:default/rita';

/** Key of the survey that cases are about. */
export const SURVEY = 'access';

/** An invitation to that survey, answered with words about a record; or open, about none. */
export async function makeInvitation(
  make: Makes,
  of?: Target,
): Promise<{ token: string }> {
  const id = uuidv7();
  const expiresAt = Date.now() + 86_400_000;
  await make.definition('survey', SURVEY, {
    title: 'Access',
    when: 'quarterly',
    recordTypes: ['ci-task'],
    most: 1,
  });
  await make.knex('survey_invitations').insert({
    id,
    survey_key: SURVEY,
    occasion: of ? 'resolved' : id,
    record_id: of?.id ?? null,
    person_ref: RITA,
    question: 'How was it?',
    sent_at: 1,
    expires_at: expiresAt,
    version: of ? 1 : 0,
    ...(of && {
      score: 4,
      answered_at: Date.now(),
      changed_at: Date.now(),
      via: 'link',
      words: 'Well done',
      words_by_ref: RITA,
    }),
    journal_head: '0'.repeat(64),
  });
  const { secret } = await make.knex('survey_secrets').first();
  return { token: writeLink({ invitationId: id, expiresAt }, secret) };
}
