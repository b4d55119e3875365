import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { PageBody, usePageTitle } from '@callboard/plugin-itsm-react';
import { AdminStates } from '../../../core/admin/AdminStates';
import { ResultsPage } from './ResultsPage';
import styles from './Surveys.module.css';
import { SurveyTable } from './SurveyTable';
import { surveysTranslationRef } from './translation';
import { useShown, useSurveyList } from './useSurveys';

function ListPage() {
  const { t } = useTranslationRef(surveysTranslationRef);
  const query = useSurveyList();
  usePageTitle(t('title'));
  return (
    <PageBody title={t('title')}>
      <p className={styles.lead}>{t('lead')}</p>
      <AdminStates
        query={query}
        isEmpty={({ items }) => items.length === 0}
        empty={{ title: t('empty'), next: t('emptyNext') }}
      >
        {({ items }) => <SurveyTable items={items} />}
      </AdminStates>
    </PageBody>
  );
}

/** What people who were helped think of it: all surveys, or what one of them came to. */
export function SurveysPage() {
  const { survey } = useShown();
  return survey ? <ResultsPage key={survey} survey={survey} /> : <ListPage />;
}
