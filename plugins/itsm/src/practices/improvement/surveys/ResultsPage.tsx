import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { surveyRoutes } from '@callboard/plugin-itsm-common';
import type { SurveyResults } from '@callboard/plugin-itsm-common';
import {
  ExportButton,
  PageBody,
  RefLabel,
  usePageTitle,
  ViewTabs,
} from '@callboard/plugin-itsm-react';
import { AdminStates } from '../../../core/admin/AdminStates';
import { OverTime, Scores, Services } from './Charts';
import { Comments } from './Comments';
import styles from './Surveys.module.css';
import { surveysTranslationRef } from './translation';
import { firstMonth, MONTHS, useShown, useSurveyResults } from './useSurveys';
import { scoreWords, shareRange, shareWords } from './words';

const NO_COLUMNS: readonly string[] = [];

/** What the survey came to, in sentences. */
function Answer({ total }: Pick<SurveyResults, 'total'>) {
  const { t } = useTranslationRef(surveysTranslationRef);
  const { satisfied, meanScore, responseRate, answers } = total;
  if (total.sent === 0 && answers === 0)
    return <p className={styles.answer}>{t('none')}</p>;
  const rangeOf = (share: Parameters<typeof shareRange>[0]) => {
    const range = shareRange(share);
    return range ? t('range', range) : t('nothing');
  };
  return (
    <>
      <p className={styles.answer}>
        {satisfied &&
          t('answer.satisfied', {
            share: shareWords(satisfied.value),
            range: rangeOf(satisfied),
            count: answers.toLocaleString('en-US'),
          } as never)}
        {!satisfied && answers > 0 && t('answer.few', { count: answers })}
        {answers === 0 && t('answer.noAnswers')}
      </p>
      <p className={styles.lead}>
        {responseRate &&
          t('answer.rate', {
            returned: total.returned.toLocaleString('en-US'),
            sent: total.sent.toLocaleString('en-US'),
            share: shareWords(responseRate.value),
            range: rangeOf(responseRate),
          })}{' '}
        {total.open > 0 && t('answer.open', { count: total.open })}{' '}
        {meanScore &&
          t('answer.mean', {
            mean: scoreWords(meanScore.value),
            range:
              meanScore.low === undefined || meanScore.high === undefined
                ? ''
                : ` (${t('range', {
                    low: scoreWords(meanScore.low),
                    high: scoreWords(meanScore.high),
                  })})`,
          })}
      </p>
    </>
  );
}

function About({ survey, refs }: Pick<SurveyResults, 'survey' | 'refs'>) {
  const { t } = useTranslationRef(surveysTranslationRef);
  const { question, when, samplePercent, services, teams } = survey;
  return (
    <p className={styles.about}>
      <span className={styles.question}>“{question}”</span>
      <span>{t(`when.${when}`)}</span>
      {samplePercent < 100 && (
        <span>{t('sample', { percent: samplePercent } as never)}</span>
      )}
      {[...services, ...teams].map(ref => (
        <RefLabel key={ref} entityRef={ref} refs={refs} />
      ))}
    </p>
  );
}

/** What one survey came to: how satisfied people are, how many answer, and what they wrote. */
export function ResultsPage({ survey }: { survey: string }) {
  const { t } = useTranslationRef(surveysTranslationRef);
  const { months, hrefOf } = useShown();
  const query = useSurveyResults(survey, months);
  const title = query.data?.survey.title ?? t('title');
  usePageTitle(title);
  const from = firstMonth(months, Date.now());
  const path = surveyRoutes.export.path.replace(':key', survey);
  return (
    <PageBody
      title={title}
      actions={
        <ButtonLink variant="tertiary" href={hrefOf({})}>
          {t('all')}
        </ButtonLink>
      }
    >
      <AdminStates
        query={query}
        isEmpty={() => false}
        empty={{ title: t('none') }}
      >
        {results => (
          <>
            <About survey={results.survey} refs={results.refs} />
            <Answer total={results.total} />
            <div className={styles.bar}>
              <ViewTabs
                label={t('months')}
                current={months}
                views={MONTHS.map(id => ({
                  id,
                  label: t('lastMonths', { months: id }),
                }))}
                hrefOf={({ id }) => hrefOf({ survey, months: id })}
              />
              <ExportButton
                route={{ ...surveyRoutes.export, path }}
                question={{ from, of: 'answers' }}
                columns={NO_COLUMNS}
              />
            </div>
            <div className={styles.charts}>
              {results.total.sent + results.total.answers > 0 && (
                <>
                  <OverTime results={results} />
                  <div className={styles.stack}>
                    <Scores total={results.total} />
                    <Services services={results.services} refs={results.refs} />
                  </div>
                </>
              )}
              <Comments survey={survey} />
            </div>
          </>
        )}
      </AdminStates>
    </PageBody>
  );
}
