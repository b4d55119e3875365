import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { PageBody, usePageTitle } from '@callboard/plugin-itsm-react';
import { RiAddLine } from '@remixicon/react';
import { useServiceLevelAddresses } from '../addresses';
import { Answer } from '../attainment/Answer';
import over from '../attainment/Attainment.module.css';
import { AttainmentSection } from '../attainment/AttainmentSection';
import { BreachingSoon } from '../attainment/BreachingSoon';
import { Trend } from '../attainment/Trend';
import { serviceLevelsTranslationRef } from '../translation';
import { ObjectiveSection } from '../objectives/ObjectiveSection';
import { FeasibilityNote } from '../feasibility/FeasibilityNote';
import { AgreementTable } from './AgreementTable';
import { CalendarTable } from './CalendarTable';
import styles from './Home.module.css';

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
      <Answer className={styles.answer} />
      <FeasibilityNote />
      <p className={styles.intro}>{t('home.intro')}</p>
      <div className={over.columns}>
        <Trend />
        <BreachingSoon />
      </div>
      <AttainmentSection />
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
