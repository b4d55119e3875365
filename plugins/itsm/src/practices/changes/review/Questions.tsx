import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Radio, RadioGroup, Text, TextAreaField } from '@backstage/ui';
import {
  changeReviewRoutes,
  type ChangeReview,
} from '@callboard/plugin-itsm-common';
import {
  KeptDraft,
  RefusalAlert,
  SubmitKeys,
  SubmitKeysHint,
  useDraft,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import styles from './Review.module.css';
import { reviewTranslationRef } from './translation';

type Question = ChangeReview['questions'][number];

/** What a question can be answered with, where it is chosen. */
function useChoices() {
  const { t } = useTranslationRef(reviewTranslationRef);
  return ({ type, choices }: Question) => {
    if (type === 'choice') return choices ?? [];
    if (type === 'yes-no')
      return [
        { value: 'yes', label: t('yes') },
        { value: 'no', label: t('no') },
      ];
    return ['1', '2', '3', '4', '5'].map(value => ({ value, label: value }));
  };
}

function QuestionInput(props: {
  question: Question;
  value: string;
  onChange: (value: string) => void;
}) {
  const { question, value, onChange } = props;
  const { t } = useTranslationRef(reviewTranslationRef);
  const choicesOf = useChoices();
  const label = question.required
    ? question.question
    : `${question.question} ${t('optional')}`;
  const common = { label, description: question.help };
  if (question.type === 'text') {
    return (
      <TextAreaField {...common} rows={3} value={value} onChange={onChange} />
    );
  }
  return (
    <RadioGroup
      {...common}
      value={value}
      onChange={onChange}
      orientation="horizontal"
    >
      {choicesOf(question).map(choice => (
        <Radio key={choice.value} value={choice.value}>
          {choice.label}
        </Radio>
      ))}
    </RadioGroup>
  );
}

/** Answers as they are read when nobody may write them. */
function Answers({ review }: { review: ChangeReview }) {
  const { t } = useTranslationRef(reviewTranslationRef);
  const choicesOf = useChoices();
  const words = (question: Question) => {
    const { answer, answeredAt, type } = question;
    if (answer === undefined) return t(answeredAt ? 'erased' : 'noAnswer');
    if (type === 'text') return answer;
    return choicesOf(question).find(c => c.value === answer)?.label ?? answer;
  };
  return (
    <dl className={styles.answers}>
      {review.questions.map(question => (
        <div key={question.key}>
          <dt>{question.question}</dt>
          <dd>{words(question)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The questions of a review, and finishing it. */
export function Questions({ review }: { review: ChangeReview }) {
  const { number, questions, missing, viewer } = review;
  const { t } = useTranslationRef(reviewTranslationRef);
  const save = useItsmMutation(changeReviewRoutes.answer);
  const finish = useItsmMutation(changeReviewRoutes.finish);
  const [draft, setDraft, clearDraft, isKept] = useDraft<
    Record<string, string>
  >(`change-review/${number}`, {});
  const saved = (key: string) =>
    questions.find(q => q.key === key)?.answer ?? '';
  const changed = Object.entries(draft).filter(
    ([key, value]) => value !== saved(key),
  );
  const submit = () => {
    if (changed.length === 0 || save.isPending) return;
    save.mutate(
      {
        params: { id: number },
        body: {
          answers: Object.fromEntries(
            changed.map(([key, value]) => [key, value.trim() || null]),
          ),
        },
      },
      { onSuccess: clearDraft },
    );
  };
  return (
    <section className={styles.part} aria-label={t('questions')}>
      <h3>{t('questions')}</h3>
      {!viewer.canReview && <Answers review={review} />}
      {viewer.canReview && (
        <SubmitKeys className={styles.questions} onSubmit={submit}>
          {questions.map(question => (
            <QuestionInput
              key={question.key}
              question={question}
              value={draft[question.key] ?? question.answer ?? ''}
              onChange={value => setDraft({ ...draft, [question.key]: value })}
            />
          ))}
          <KeptDraft isKept={isKept} onClear={clearDraft} />
        </SubmitKeys>
      )}
      {review.formerAnswers.length > 0 && (
        <>
          <h4 className={styles.sub}>{t('former')}</h4>
          <ul className={styles.list}>
            {review.formerAnswers.map(({ key, answer }) => (
              <li key={key}>
                {key}: {answer}
              </li>
            ))}
          </ul>
        </>
      )}
      <RefusalAlert error={save.error ?? finish.error} />
      {viewer.canReview && (
        <div className={styles.bar}>
          <Button
            variant={missing.length > 0 ? 'primary' : 'secondary'}
            isDisabled={changed.length === 0 || save.isPending}
            onPress={submit}
          >
            {t('save')}
            <SubmitKeysHint />
          </Button>
          <Button
            variant={missing.length > 0 ? 'secondary' : 'primary'}
            isDisabled={
              missing.length > 0 || changed.length > 0 || finish.isPending
            }
            onPress={() => finish.mutate({ params: { id: number } })}
          >
            {t('finish')}
          </Button>
          <Text as="p" color="secondary" role="status">
            {changed.length > 0 ? t('unsaved') : missing.join(' ')}
          </Text>
        </div>
      )}
    </section>
  );
}
