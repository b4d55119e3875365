import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ServicePage, ServiceRecord } from '@callboard/plugin-itsm-common';
import {
  PriorityBadge,
  RefLabel,
  RelativeTime,
  RouterLink,
  StatusChip,
  useRecordHref,
} from '@callboard/plugin-itsm-react';
import { DateTime, Interval } from 'luxon';
import { newDemandRouteRef, risksRouteRef } from '../routes';
import { incidentsRouteRef } from './externalRoutes';
import { Nothing, Section } from './Section';
import styles from './Service.module.css';
import { servicesTranslationRef } from './translation';

/** The sections that are lists of records. */
export type RecordsSection =
  | 'open'
  | 'upcoming'
  | 'improvements'
  | 'objectives'
  | 'demand'
  | 'risks'
  | 'contracts';

/** From when to when, as a calendar says it; the exact instants on hover. */
function Span(props: { from: string; to: string }) {
  const [from, to] = [props.from, props.to].map(text => DateTime.fromISO(text));
  const exact = [from, to]
    .map(at => at.toLocaleString(DateTime.DATETIME_FULL))
    .join(' – ');
  return (
    <time className={styles.when} dateTime={props.from} title={exact}>
      {Interval.fromDateTimes(from, to).toLocaleString({
        weekday: 'short',
        day: 'numeric',
        month: 'short',
        hour: '2-digit',
        minute: '2-digit',
      })}
    </time>
  );
}

/** What many services have none of: a line for all of it, and not a box for each. */
export const LEFT_OUT_EMPTY: readonly RecordsSection[] = [
  'improvements',
  'objectives',
  'demand',
  'risks',
  'contracts',
];

/** When something was or is due, in the words of its section. */
function Times(props: { record: ServiceRecord; section: RecordsSection }) {
  const { record, section } = props;
  const { t } = useTranslationRef(servicesTranslationRef);
  const { at, until } = record;
  if (section === 'upcoming')
    return at && until ? <Span from={at} to={until} /> : null;
  const notice = section === 'contracts' && t('when.notice');
  const ends: Partial<Record<RecordsSection, string>> = {
    improvements: t('when.due'),
    contracts: t('when.ends'),
    risks: t('when.review'),
    demand: t('when.wanted'),
  };
  const end = ends[section];
  return (
    <>
      {at && (section === 'open' || notice) && (
        <span className={styles.when}>
          {notice} <RelativeTime instant={at} />
        </span>
      )}
      {until && end && (
        <span className={styles.when}>
          {end} <RelativeTime instant={until} />
        </span>
      )}
    </>
  );
}

function Line(props: {
  record: ServiceRecord;
  section: RecordsSection;
  refs: ServicePage['refs'];
}) {
  const { record, section, refs } = props;
  const { t } = useTranslationRef(servicesTranslationRef);
  const href = useRecordHref()(record);
  const words = (
    <>
      <span className={styles.number}>{record.number}</span> {record.title}
    </>
  );
  return (
    <li className={styles.line}>
      <span className={styles.lineTitle}>
        {href ? <RouterLink to={href}>{words}</RouterLink> : words}
      </span>
      <span className={styles.lineFacts}>
        {record.priority !== undefined && (
          <PriorityBadge compact priority={record.priority} />
        )}
        <StatusChip
          status={record.statusLabel}
          category={record.statusCategory}
        />
        {record.aboutRef && (
          <span className={styles.quiet}>
            {t('list.about')}{' '}
            <RefLabel entityRef={record.aboutRef} refs={refs} />
          </span>
        )}
        {record.assigneeRef && (
          <span className={styles.quiet}>
            <RefLabel entityRef={record.assigneeRef} refs={refs} />
          </span>
        )}
        <Times record={record} section={section} />
      </span>
    </li>
  );
}

/** Where there is more of a section than the page shows. */
function useWayOn(page: ServicePage, section: RecordsSection) {
  const { t } = useTranslationRef(servicesTranslationRef);
  const about = `service=${encodeURIComponent(page.ref)}`;
  const incidents = useRouteRef(incidentsRouteRef)?.();
  const need = useRouteRef(newDemandRouteRef)?.();
  const risks = useRouteRef(risksRouteRef)?.();
  const ways: Partial<
    Record<RecordsSection, [path: string | undefined, label: string]>
  > = {
    open: [
      // What is open on its parts is on their pages.
      page.viewer.works && incidents
        ? `${incidents}?view=all&${about}`
        : undefined,
      t('open.all'),
    ],
    demand: [need && `${need}?${about}`, t('more.need')],
    risks: [risks && `${risks}?${about}`, t('risks.all')],
  };
  const [path, label] = ways[section] ?? [];
  return path && <RouterLink to={path}>{label}</RouterLink>;
}

/** Records of a section of the page. Nothing is drawn of what nobody tells. */
export function Records(props: { page: ServicePage; section: RecordsSection }) {
  const { page, section } = props;
  const { t } = useTranslationRef(servicesTranslationRef);
  const wayOn = useWayOn(page, section);
  const list = page.sections[section];
  if (!list) return null;
  if (list.items.length === 0 && LEFT_OUT_EMPTY.includes(section)) return null;
  return (
    <Section id={section} title={t(`${section}.title`)} actions={wayOn}>
      {list.items.length === 0 ? (
        <Nothing next={page.partial.includes(section) && t('partial')}>
          {t(`${section}.none`)}
        </Nothing>
      ) : (
        <ul className={styles.lines}>
          {list.items.map(record => (
            <Line
              key={record.number}
              record={record}
              section={section}
              refs={page.refs}
            />
          ))}
        </ul>
      )}
      <More shown={list.items.length} total={list.total} />
    </Section>
  );
}

/** How much of a list is shown, where it is not all. */
export function More(props: { shown: number; total?: number }) {
  const { shown, total } = props;
  const { t } = useTranslationRef(servicesTranslationRef);
  if (total === undefined || total <= shown) return null;
  const words = total > 1_000 ? '1000+' : String(total);
  return (
    <p className={styles.nothing}>
      {t('list.more', { shown: String(shown), total: words })}
    </p>
  );
}
