import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text, TextAreaField } from '@backstage/ui';
import { SATISFACTION } from '@callboard/plugin-itsm-common';
import type { Incident } from '@callboard/plugin-itsm-common';
import {
  RecordSection,
  RefusalAlert,
  SubmitKeys,
  SubmitKeysHint,
  useDraft,
} from '@callboard/plugin-itsm-react';
import {
  RiEmotionHappyLine,
  RiEmotionLaughLine,
  RiEmotionNormalLine,
  RiEmotionSadLine,
  RiEmotionUnhappyLine,
} from '@remixicon/react';
import { useState } from 'react';
import type { ReactElement } from 'react';
import type { IncidentOnPage } from '../record/useIncident';
import styles from './RequestedIncident.module.css';
import { requestsTranslationRef } from './translation';

const FACES: Record<number, ReactElement> = {
  1: <RiEmotionSadLine aria-hidden />,
  2: <RiEmotionUnhappyLine aria-hidden />,
  3: <RiEmotionNormalLine aria-hidden />,
  4: <RiEmotionHappyLine aria-hidden />,
  5: <RiEmotionLaughLine aria-hidden />,
};

/** "How satisfied are you?" One click answers; words may follow. */
export function SatisfactionQuestion(props: {
  incident: Incident;
  page: IncidentOnPage;
}) {
  const { incident, page } = props;
  const { t } = useTranslationRef(requestsTranslationRef);
  const [words, setWords, clearWords] = useDraft(
    `satisfaction/${incident.number}`,
    '',
  );
  const [changing, setChanging] = useState(false);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const given = incident.satisfaction;
  const answered = SATISFACTION.find(s => s.value === given);

  const rate = async (score: number, comment?: string) => {
    setPending(true);
    setError(undefined);
    try {
      await page.rate({ score, ...(comment && { comment }) });
      setChanging(false);
      if (comment) clearWords();
    } catch (e) {
      setError(e);
    } finally {
      setPending(false);
    }
  };
  const sendWords = () => {
    if (given !== undefined && words.trim() && !pending)
      rate(given, words.trim());
  };
  return (
    <RecordSection title={t('satisfaction.question')}>
      <div className={styles.answer}>
        {(!answered || changing) && (
          <div
            className={styles.faces}
            role="group"
            aria-label={t('satisfaction.question')}
          >
            {SATISFACTION.map(({ value, label }) => (
              <button
                key={value}
                type="button"
                className={styles.face}
                aria-pressed={value === given}
                disabled={pending}
                onClick={() => rate(value)}
              >
                {FACES[value]}
                {label}
              </button>
            ))}
          </div>
        )}
        {answered && !changing && (
          <div className={styles.standing} role="status">
            <span>
              {t('satisfaction.given', { score: answered.label })}.{' '}
              {t('satisfaction.thanks')}
            </span>
            <Button
              size="small"
              variant="tertiary"
              onPress={() => setChanging(true)}
            >
              {t('satisfaction.change')}
            </Button>
          </div>
        )}
        {answered && incident.satisfactionComment && (
          <Text as="p" color="secondary">
            {incident.satisfactionComment}
          </Text>
        )}
        {answered && !incident.satisfactionComment && (
          <SubmitKeys className={styles.why} onSubmit={sendWords}>
            <TextAreaField
              label={t('satisfaction.comment')}
              rows={2}
              maxLength={2_000}
              value={words}
              onChange={setWords}
            />
            <div className={styles.buttons}>
              <Button
                variant="secondary"
                isDisabled={!words.trim()}
                isPending={pending}
                onPress={sendWords}
              >
                {t('satisfaction.send')}
                <SubmitKeysHint />
              </Button>
            </div>
          </SubmitKeys>
        )}
        <RefusalAlert error={error} />
      </div>
    </RecordSection>
  );
}
