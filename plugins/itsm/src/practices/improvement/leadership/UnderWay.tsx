import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { kpiWords, normalizeRef } from '@callboard/plugin-itsm-common';
import type {
  Overview,
  OverviewInitiative,
} from '@callboard/plugin-itsm-common';
import {
  LevelBar,
  Pill,
  RecordSection,
  refTitle,
  RouterLink,
} from '@callboard/plugin-itsm-react';
import { RiAlarmWarningLine } from '@remixicon/react';
import {
  fileInitiativeRouteRef,
  initiativeRouteRef,
  registerRouteRef,
} from '../routes';
import styles from './Leadership.module.css';
import { leadershipTranslationRef } from './translation';
import { shortDayIn } from './useOverview';

/** More would not fit on the one page. */
const MOST = 6;

/** What an initiative is measured by, in words. */
function useMeasured() {
  const { t } = useTranslationRef(leadershipTranslationRef);
  return (
    initiative: OverviewInitiative,
    overview: Pick<Overview, 'refs'>,
  ): string | undefined => {
    const { kpiName: name, unit, baseline, current, target } = initiative;
    const { where = {} } = initiative;
    if (!name || !unit) return undefined;
    const said = (key: 'before' | 'now' | 'target', value?: number) =>
      value === undefined
        ? []
        : [t(`doing.${key}`, { value: kpiWords(value, unit) })];
    const parts = [
      ...said('before', baseline),
      ...said('now', current),
      ...said('target', target),
    ];
    // A number of a part is not the one that stands above.
    const of = Object.entries(where).map(([key, values]) =>
      values
        .map(value =>
          normalizeRef(value)
            ? refTitle(value, overview.refs)
            : `${key} ${value}`,
        )
        .join(', '),
    );
    const what =
      of.length === 0 ? name : t('doing.partOf', { name, of: of.join(', ') });
    return parts.length === 0
      ? what
      : t('doing.measured', { name: what, parts: parts.join(', ') });
  };
}

function Initiative(props: {
  initiative: OverviewInitiative;
  overview: Pick<Overview, 'zone' | 'refs'>;
}) {
  const { initiative, overview } = props;
  const { number, title, statusLabel, ownerRef, dueAt } = initiative;
  const { late, watched, progress } = initiative;
  const { t } = useTranslationRef(leadershipTranslationRef);
  const href = useRouteRef(initiativeRouteRef)?.({ number }) ?? '';
  const measured = useMeasured()(initiative, overview);
  const day = dueAt && shortDayIn(dueAt, overview.zone);
  const about = [
    watched ? t('doing.watched') : statusLabel,
    ownerRef && refTitle(ownerRef, overview.refs),
    day && !late && !watched && t('doing.due', { day }),
  ].filter(Boolean);
  return (
    <li className={styles.initiative}>
      <RouterLink className={styles.name} to={href}>
        <span className={styles.reference}>{number}</span> {title}
      </RouterLink>
      {measured && <span className={styles.measured}>{measured}</span>}
      <span className={styles.about}>
        {measured && progress !== undefined && (
          <span className={styles.progress}>
            <LevelBar percent={Math.round(100 * progress)} level="good" />
          </span>
        )}
        {late && (
          <Pill tone="warning" icon={<RiAlarmWarningLine aria-hidden />}>
            {t('doing.late', { day: day! })}
          </Pill>
        )}
        {about.join(' · ')}
      </span>
    </li>
  );
}

/** The initiatives that are under way, the ones due first before others. */
export function InitiativeList(props: {
  overview: Pick<
    Overview,
    'initiatives' | 'hasRegister' | 'zone' | 'refs' | 'moreInitiatives'
  >;
  /** Not more than so many. */
  most?: number;
  /** Beside each other, where there is room. */
  isWide?: boolean;
}) {
  const { overview, most, isWide } = props;
  const { t } = useTranslationRef(leadershipTranslationRef);
  const file = useRouteRef(fileInitiativeRouteRef)?.();
  if (!overview.hasRegister)
    return <p className={styles.quiet}>{t('doing.off')}</p>;
  if (overview.initiatives.length === 0)
    return (
      <p className={styles.quiet}>
        {t('doing.none')}{' '}
        {file && <RouterLink to={file}>{t('doing.noneNext')}</RouterLink>}
      </p>
    );
  return (
    <ul className={isWide ? `${styles.list} ${styles.wide}` : styles.list}>
      {overview.initiatives.slice(0, most).map(initiative => (
        <Initiative
          key={initiative.number}
          initiative={initiative}
          overview={overview}
        />
      ))}
    </ul>
  );
}

/** What is being done, with the way to each initiative and to all of them. */
export function UnderWay(props: { overview: Overview; isWide: boolean }) {
  const { overview, isWide } = props;
  const { t } = useTranslationRef(leadershipTranslationRef);
  const register = useRouteRef(registerRouteRef)?.();
  const rest = overview.initiatives.length - MOST;
  return (
    <RecordSection
      title={t('doing.title')}
      actions={
        register &&
        overview.hasRegister && (
          <span className={styles.tools}>
            <RouterLink to={register}>{t('doing.all')}</RouterLink>
          </span>
        )
      }
    >
      <InitiativeList overview={overview} most={MOST} isWide={isWide} />
      {rest > 0 && <p className={styles.quiet}>{t('more', { count: rest })}</p>}
    </RecordSection>
  );
}
