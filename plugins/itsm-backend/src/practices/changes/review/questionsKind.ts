import {
  DEFAULT_REVIEW_QUESTIONS,
  reviewQuestionsBodySchema,
  type ChangeType,
  type ReviewQuestion,
  type ReviewQuestionsBody,
} from '@callboard/plugin-itsm-common';
import type { DefinitionKind, Definitions } from '@callboard/plugin-itsm-node';

/** What is asked in reviews is a definition, by types of changes. */
export const reviewQuestionsKind: DefinitionKind<
  typeof reviewQuestionsBodySchema
> = {
  kind: 'review-questions',
  label: 'Review questions',
  description:
    'What is asked in the review after a change, by type of change. Without one, the built-in questions are asked.',
  schema: reviewQuestionsBodySchema,
  titleOf: body => body.title,
  check(body) {
    const keys = body.questions.map(q => q.key);
    return keys.flatMap((key, i) =>
      keys.indexOf(key) < i
        ? [
            {
              path: ['questions', i, 'key'],
              message: `${key} is there twice`,
            },
          ]
        : [],
    );
  },
};

/** What is asked in the review of a type of change now. */
export async function questionsFor(
  definitions: Definitions,
  changeType: unknown,
): Promise<readonly ReviewQuestion[]> {
  const type = (changeType ?? 'normal') as ChangeType;
  const found = await definitions.list<ReviewQuestionsBody>(
    reviewQuestionsKind.kind,
  );
  const [first] = found
    .filter(d => d.body.types.includes(type))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  return first?.body.questions ?? DEFAULT_REVIEW_QUESTIONS[type];
}
