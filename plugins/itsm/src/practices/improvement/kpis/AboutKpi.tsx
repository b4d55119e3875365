import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { KPI_DEFINITION_KIND, kpiWords } from '@callboard/plugin-itsm-common';
import type { KpiInfo } from '@callboard/plugin-itsm-common';
import {
  RecordSection,
  RefLabel,
  RouterLink,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { DateTime } from 'luxon';
import { adminRouteRef } from '../../../core/admin/routes';
import { useImprovementAddresses } from '../addresses';
import styles from './KpiPage.module.css';
import { usePracticeName } from './practiceName';
import { kpisTranslationRef } from './translation';

const dayOf = (instant: string, zone: string) =>
  DateTime.fromISO(instant, { zone })
    .setLocale('en-GB')
    .toLocaleString(DateTime.DATE_MED);

/** What a number is: how it is counted and after whom, who answers for it, and what of it changed. */
export function AboutKpi(props: {
  info: KpiInfo;
  refs: Refs;
  zone: string;
  asOf?: string;
}) {
  const { info, refs, zone, asOf } = props;
  const { t } = useTranslationRef(kpisTranslationRef);
  const addresses = useImprovementAddresses();
  const practice = usePracticeName()(info.practice);
  const admin = useRouteRef(adminRouteRef)?.();
  const definition = `${admin}/definitions/${
    info.definition
      ? `${KPI_DEFINITION_KIND}/${encodeURIComponent(info.definition)}`
      : `new?kind=${KPI_DEFINITION_KIND}`
  }`;
  const facts: [string, React.ReactNode][] = [
    [t('page.about.formula'), info.formulaWords],
    [t('page.about.source'), info.source],
    [t('page.about.direction'), t(`page.about.${info.direction}`)],
    [t('page.about.basis'), t(`page.basis.${info.basis}`)],
    [
      t('page.about.target'),
      info.target === undefined
        ? t('page.about.noTarget')
        : kpiWords(info.target, info.unit),
    ],
    [
      t('page.about.owner'),
      info.ownerRef ? (
        <RefLabel entityRef={info.ownerRef} refs={refs} />
      ) : (
        t('page.about.noOwner')
      ),
    ],
  ];
  return (
    <RecordSection title={t('page.about.title')}>
      <dl className={styles.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {info.forTeamItself && (
        <p className={styles.quiet}>{t('page.about.team')}</p>
      )}
      {info.versions.length > 0 && (
        <>
          <h3 className={styles.small}>{t('page.about.versions')}</h3>
          <ul className={styles.versions}>
            {info.versions.map(({ version, at, what }) => (
              <li key={version}>
                {t('page.about.version', { version: String(version) })}
                {at && ` ${t('page.about.since', { at: dayOf(at, zone) })}`}
                {`: ${what}`}
              </li>
            ))}
          </ul>
        </>
      )}
      <p className={styles.foot}>
        {t('page.about.zone', { zone })}{' '}
        {asOf &&
          t('page.about.asOf', {
            at: DateTime.fromISO(asOf, { zone })
              .setLocale('en-GB')
              .toLocaleString(DateTime.DATETIME_MED),
          })}
      </p>
      <ul className={styles.ways}>
        <li>
          <RouterLink
            to={addresses.dashboard({
              of: 'practice',
              practice: info.practice,
            })}
          >
            {t('page.practice', {
              practice,
            })}
          </RouterLink>
        </li>
        {admin && (
          <li>
            <RouterLink to={definition}>
              {t(
                info.definition
                  ? 'page.about.definition'
                  : 'page.about.newDefinition',
              )}
            </RouterLink>
          </li>
        )}
      </ul>
    </RecordSection>
  );
}
