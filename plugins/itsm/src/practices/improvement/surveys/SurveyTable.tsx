import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { SurveyList } from '@callboard/plugin-itsm-common';
import { RouterLink } from '@callboard/plugin-itsm-react';
import { AdminTable } from '../../../core/admin/AdminTable';
import { Share } from './Share';
import styles from './Surveys.module.css';
import { surveysTranslationRef } from './translation';
import { useShown } from './useSurveys';

/** All surveys: when they ask, what they came to, and how many answer. */
export function SurveyTable({ items }: Pick<SurveyList, 'items'>) {
  const { t } = useTranslationRef(surveysTranslationRef);
  const { hrefOf } = useShown();
  return (
    <>
      <AdminTable
        label={t('title')}
        items={items}
        idOf={({ key }) => key}
        columns={[
          {
            id: 'survey',
            label: t('list.survey'),
            render: ({ key, title, removed }) => (
              <>
                <RouterLink to={hrefOf({ survey: key })}>{title}</RouterLink>
                {removed && (
                  <span className={styles.range}> ({t('list.removed')})</span>
                )}
              </>
            ),
          },
          {
            id: 'when',
            label: t('list.when'),
            render: ({ when }) => t(`when.${when}`),
          },
          {
            id: 'satisfied',
            label: t('list.satisfied'),
            align: 'right',
            render: ({ figures }) => (
              <Share share={figures.satisfied} tooFew={figures.tooFew} />
            ),
          },
          {
            id: 'answered',
            label: t('list.answered'),
            align: 'right',
            render: ({ figures }) => <Share share={figures.responseRate} />,
          },
          {
            id: 'answers',
            label: t('list.answers'),
            align: 'right',
            render: ({ figures }) => figures.answers.toLocaleString('en-US'),
          },
        ]}
      />
      <p className={styles.quiet}>{t('list.period')}</p>
    </>
  );
}
