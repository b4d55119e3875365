import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { Pill, RouterLink } from '@callboard/plugin-itsm-react';
import { RiAddLine, RiAlarmWarningFill } from '@remixicon/react';
import { AdminStates } from '../../../core/admin/AdminStates';
import { AdminTable } from '../../../core/admin/AdminTable';
import { useServiceLevelAddresses } from '../addresses';
import { serviceLevelsTranslationRef } from '../translation';
import { useAgreements, useCalendars } from '../useServiceLevels';
import { GoalWords } from '../words/GoalWords';
import styles from './Home.module.css';

/** Agreements in the order in which they go before each other. */
export function AgreementTable() {
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const addresses = useServiceLevelAddresses();
  const query = useAgreements();
  const { data: calendars } = useCalendars();
  const write = addresses.newDefinition('agreement');
  return (
    <AdminStates
      query={query}
      isEmpty={({ items }) => items.length === 0}
      empty={{
        title: t('home.none'),
        next: t('home.noneNext'),
        actions: write && (
          <ButtonLink variant="primary" iconStart={<RiAddLine />} href={write}>
            {t('home.write')}
          </ButtonLink>
        ),
      }}
    >
      {({ items }) => (
        <AdminTable
          label={t('home.agreements')}
          items={items}
          idOf={({ key }) => key}
          columns={[
            {
              id: 'agreement',
              label: t('home.column.agreement'),
              render: agreement => (
                <>
                  <RouterLink
                    className={styles.strong}
                    to={addresses.agreement(agreement.key) ?? ''}
                  >
                    {agreement.name}
                  </RouterLink>
                  <span className={styles.about}>
                    {t(`type.${agreement.type}`)}
                    {agreement.party && ` · ${agreement.party}`}
                  </span>
                </>
              ),
            },
            {
              id: 'goals',
              label: t('home.column.goals'),
              render: agreement => (
                <div className={styles.targets}>
                  {agreement.targets.map(target => (
                    <div key={target.metric}>
                      <span className={styles.metric}>
                        {t(`metric.${target.metric}`)}
                      </span>
                      <GoalWords
                        agreement={agreement}
                        target={target}
                        calendars={calendars?.items}
                      />
                    </div>
                  ))}
                </div>
              ),
            },
            {
              id: 'running',
              label: t('home.column.running'),
              align: 'right',
              render: ({ running }) => running,
            },
            {
              id: 'late',
              label: t('home.column.late'),
              align: 'right',
              render: ({ late }) =>
                late > 0 ? (
                  <Pill
                    tone="critical"
                    icon={<RiAlarmWarningFill aria-hidden />}
                  >
                    {t('home.late', { count: late } as never)}
                  </Pill>
                ) : (
                  t('home.noneLate')
                ),
            },
          ]}
        />
      )}
    </AdminStates>
  );
}
