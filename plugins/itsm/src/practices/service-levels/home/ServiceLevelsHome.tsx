import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { PageBody, usePageTitle } from '@callboard/plugin-itsm-react';
import { RiAddLine } from '@remixicon/react';
import { useServiceLevelAddresses } from '../addresses';
import { serviceLevelsTranslationRef } from '../translation';
import { useAgreements } from '../useServiceLevels';
import { ObjectiveSection } from '../objectives/ObjectiveSection';
import { AgreementTable } from './AgreementTable';
import { CalendarTable } from './CalendarTable';
import styles from './Home.module.css';

/** Whether promises are kept at the moment, in one sentence. */
function Answer() {
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const { data } = useAgreements();
  if (!data || data.items.length === 0) return <></>;
  const sum = (of: 'running' | 'late') =>
    data.items.reduce((all, agreement) => all + agreement[of], 0);
  return (
    <p className={styles.answer}>
      {t('home.answer', {
        count: sum('late'),
        running: String(sum('running')),
      } as never)}
    </p>
  );
}

/** The home of service levels: what is promised, how it is kept now, and when people work. */
export function ServiceLevelsHome() {
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const write = useServiceLevelAddresses().newDefinition('agreement');
  usePageTitle(t('home.title'));
  return (
    <PageBody
      title={t('home.title')}
      actions={
        write && (
          <ButtonLink
            variant="secondary"
            iconStart={<RiAddLine />}
            href={write}
          >
            {t('home.write')}
          </ButtonLink>
        )
      }
    >
      <Answer />
      <p className={styles.intro}>{t('home.intro')}</p>
      <section className={styles.part} aria-labelledby="sl-agreements">
        <h2 id="sl-agreements" className={styles.heading}>
          {t('home.agreements')}
        </h2>
        <AgreementTable />
      </section>
      <ObjectiveSection />
      <section className={styles.part} aria-labelledby="sl-calendars">
        <h2 id="sl-calendars" className={styles.heading}>
          {t('home.calendars')}
        </h2>
        <CalendarTable />
      </section>
    </PageBody>
  );
}
