import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Attainment, AttainmentBy } from '@callboard/plugin-itsm-common';
import {
  Pill,
  refTitle,
  RouterLink,
  useUrlValues,
  ViewTabs,
} from '@callboard/plugin-itsm-react';
import { RiAlarmWarningFill } from '@remixicon/react';
import { AdminStates } from '../../../core/admin/AdminStates';
import { AdminTable } from '../../../core/admin/AdminTable';
import { useServiceLevelAddresses } from '../addresses';
import { serviceLevelsTranslationRef } from '../translation';
import styles from './Attainment.module.css';
import { AttainmentBar } from './AttainmentBar';
import { attainmentTranslationRef } from './translation';
import { periodOf, PERIODS, useAttainment } from './useAttainment';
import type { PeriodDays } from './useAttainment';

const SHOWN_BY = ['service', 'agreement', 'team'] as const;
type ShownBy = (typeof SHOWN_BY)[number];

type Row = Attainment['items'][number];

const byOf = (word: string): ShownBy =>
  SHOWN_BY.find(by => by === word) ?? 'service';

/** Where most is late or was missed comes first. */
const worstFirst = (rows: readonly Row[]): Row[] =>
  [...rows].sort(
    (a, b) => b.late - a.late || b.breached - a.breached || b.kept - a.kept,
  );

/** What a row is about, as a way to more of it. */
function Name(props: { row: Row; by: AttainmentBy; data: Attainment }) {
  const { row, by, data } = props;
  const { t } = useTranslationRef(attainmentTranslationRef);
  const addresses = useServiceLevelAddresses();
  const { key } = row;
  if (key === undefined)
    return <>{t(by === 'team' ? 'noTeam' : 'noService')}</>;
  if (by === 'agreement') {
    const href = addresses.agreement(key);
    const name = data.agreements[key] ?? key;
    return href ? <RouterLink to={href}>{name}</RouterLink> : <>{name}</>;
  }
  const name = refTitle(key, data.refs);
  const href =
    by === 'service'
      ? addresses.review(key)
      : addresses.breaching({ team: key, within: 'P7D' });
  return href ? (
    <RouterLink
      to={href}
      title={by === 'service' ? t('reviewOf', { name }) : undefined}
    >
      {name}
    </RouterLink>
  ) : (
    <>{name}</>
  );
}

/** Who had the time of what was missed, as parts of it. */
function HeldBy(props: { data: Attainment }) {
  const { heldBy = [], refs } = props.data;
  const { t } = useTranslationRef(attainmentTranslationRef);
  if (heldBy.length === 0) return <></>;
  return (
    <>
      <h3 className={styles.small}>{t('held.title')}</h3>
      <ul className={styles.held}>
        {heldBy.slice(0, 8).map(({ ref, breaches }) => (
          <li key={ref ?? ''}>
            {ref ? refTitle(ref, refs) : t('held.nobody')}{' '}
            <span className={styles.share}>
              {t('held.share', { parts: breaches.toFixed(1) })}
            </span>
          </li>
        ))}
      </ul>
      <p className={styles.about}>{t('held.about')}</p>
    </>
  );
}

function AttainmentTable(props: { data: Attainment; days: PeriodDays }) {
  const { data, days } = props;
  const { by, others } = data;
  const { t } = useTranslationRef(attainmentTranslationRef);
  const { t: ts } = useTranslationRef(serviceLevelsTranslationRef);
  const addresses = useServiceLevelAddresses();
  const filterOf = (key: string | undefined) =>
    ({ [by]: key ?? 'none', days } as Record<string, string>);
  return (
    <>
      <AdminTable
        label={t(`by.${by as ShownBy}`)}
        items={worstFirst(data.items)}
        idOf={({ key }) => key ?? ''}
        columns={[
          {
            id: 'name',
            label: t(`column.${by as ShownBy}`),
            render: row => <Name row={row} by={by} data={data} />,
          },
          {
            id: 'attainment',
            label: t('column.attainment'),
            render: ({ attainment }) => (
              <AttainmentBar attainment={attainment} />
            ),
          },
          {
            id: 'kept',
            label: t('column.kept'),
            align: 'right',
            render: ({ kept }) => kept,
          },
          {
            id: 'missed',
            label: t('column.missed'),
            align: 'right',
            render: ({ key, breached }) => {
              const href = addresses.breaches(filterOf(key));
              return breached > 0 && href ? (
                <RouterLink to={href}>{breached}</RouterLink>
              ) : (
                breached
              );
            },
          },
          {
            id: 'late',
            label: t('column.late'),
            align: 'right',
            render: ({ late }) =>
              late > 0 ? (
                <Pill tone="critical" icon={<RiAlarmWarningFill aria-hidden />}>
                  {ts('home.late', { count: late } as never)}
                </Pill>
              ) : (
                ts('home.noneLate')
              ),
          },
        ]}
      />
      {others && (
        <p className={styles.about}>
          {t('others', { count: others.groups } as never)}: {t('column.kept')}{' '}
          {others.kept}, {t('column.missed')} {others.breached}
        </p>
      )}
      {by === 'team' && <HeldBy data={data} />}
    </>
  );
}

/** How promises to customers were kept lately: by service, agreement or team. */
export function AttainmentSection() {
  const { t } = useTranslationRef(attainmentTranslationRef);
  const url = useUrlValues();
  const by = byOf(url.get('by'));
  const days = periodOf(url.get('days'));
  // By agreement each stands for itself; else teams' promises to each other would count twice.
  const query = useAttainment(
    by,
    days,
    by === 'agreement' ? {} : { type: 'sla' },
  );
  const hrefOf = (changes: Record<string, string>) => {
    const values = { by, days, trend: url.get('trend'), ...changes };
    return `?${new URLSearchParams(
      Object.entries(values).filter(([, value]) => value !== ''),
    )}`;
  };
  return (
    <section className={styles.part} aria-labelledby="sl-attainment">
      <div className={styles.head}>
        <h2 id="sl-attainment" className={styles.heading}>
          {t('title')}
        </h2>
        <ViewTabs
          label={t('period.label')}
          current={days}
          views={PERIODS.map(id => ({
            id,
            label: t('period.days', { days: id }),
          }))}
          hrefOf={({ id }) => hrefOf({ days: id })}
        />
      </div>
      <ViewTabs
        label={t('by.label')}
        current={by}
        views={SHOWN_BY.map(id => ({ id, label: t(`by.${id}`) }))}
        hrefOf={({ id }) => hrefOf({ by: id })}
      />
      <AdminStates
        query={query}
        isEmpty={({ items }) => items.length === 0}
        empty={{ title: t('none'), next: t('noneNext') }}
      >
        {data => <AttainmentTable data={data} days={days} />}
      </AdminStates>
      <p className={styles.about}>{t('about')}</p>
    </section>
  );
}
