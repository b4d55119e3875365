import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { SurveyComment } from '@callboard/plugin-itsm-common';
import {
  RecordSection,
  refTitle,
  RouterLink,
  useRecordHref,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { AdminStates } from '../../../core/admin/AdminStates';
import { ScorePill } from './ScorePill';
import styles from './Surveys.module.css';
import { surveysTranslationRef } from './translation';
import { useShown, useSurveyComments } from './useSurveys';
import { onWords } from './words';

function About({ record }: { record: NonNullable<SurveyComment['record']> }) {
  const href = useRecordHref()(record);
  const words = `${record.number} ${record.title}`;
  return href ? <RouterLink to={href}>{words}</RouterLink> : <>{words}</>;
}

function Comment({ said, refs }: { said: SurveyComment; refs: Refs }) {
  const { t } = useTranslationRef(surveysTranslationRef);
  const { comment, score, record, serviceRef, personRef, on } = said;
  return (
    <li className={styles.comment}>
      <p className={styles.words}>{comment}</p>
      <span className={styles.from}>
        {score !== undefined && <ScorePill score={score} />}
        {record && <About record={record} />}
        {!record && serviceRef && (
          <span>
            {t('comments.about', { service: refTitle(serviceRef, refs) })}
          </span>
        )}
        {personRef && (
          <span>{t('comments.by', { person: refTitle(personRef, refs) })}</span>
        )}
        <span>{onWords(on)}</span>
      </span>
    </li>
  );
}

/** What people wrote, the newest first, as far as the viewer may read what it is about. */
export function Comments({ survey }: { survey: string }) {
  const { t } = useTranslationRef(surveysTranslationRef);
  const { cursor, turn } = useShown();
  const query = useSurveyComments(survey, cursor);
  return (
    <RecordSection title={t('comments.title')}>
      <AdminStates
        query={query}
        isEmpty={({ items }) => items.length === 0}
        empty={{ title: t('comments.none'), next: t('comments.noneNext') }}
      >
        {({ items, refs, pageInfo }) => (
          <>
            <ul
              className={styles.comments}
              aria-busy={query.isPlaceholderData || undefined}
            >
              {items.map(said => (
                <Comment key={said.id} said={said} refs={refs} />
              ))}
            </ul>
            {(pageInfo.nextCursor || cursor) && (
              <span className={styles.turn}>
                {cursor && (
                  <Button variant="tertiary" onPress={() => turn(undefined)}>
                    {t('comments.first')}
                  </Button>
                )}
                <Button
                  variant="secondary"
                  isDisabled={!pageInfo.nextCursor}
                  onPress={() => turn(pageInfo.nextCursor)}
                >
                  {t('comments.next')}
                </Button>
              </span>
            )}
          </>
        )}
      </AdminStates>
    </RecordSection>
  );
}
