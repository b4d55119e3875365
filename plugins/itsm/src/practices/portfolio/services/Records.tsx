import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ServicePage, ServiceRecord } from '@callboard/plugin-itsm-common';
import {
  PriorityBadge,
  RefLabel,
  RelativeTime,
  RouterLink,
  StatusChip,
  useRecordHref,
} from '@callboard/plugin-itsm-react';
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

function Times({ record }: { record: ServiceRecord }) {
  const { t } = useTranslationRef(servicesTranslationRef);
  const { at, until } = record;
  if (!at && !until) return null;
  return (
    <span className={styles.when}>
      {at && <RelativeTime instant={at} />}
      {until && (
        <>
          {' '}
          {t('list.until')} <RelativeTime instant={until} />
        </>
      )}
    </span>
  );
}

function Line(props: { record: ServiceRecord; refs: ServicePage['refs'] }) {
  const { record, refs } = props;
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
        <Times record={record} />
      </span>
    </li>
  );
}

/** Records of a section of the page. Nothing is drawn of what nobody tells. */
export function Records(props: { page: ServicePage; section: RecordsSection }) {
  const { page, section } = props;
  const { t } = useTranslationRef(servicesTranslationRef);
  const list = page.sections[section];
  if (!list) return null;
  return (
    <Section id={section} title={t(`${section}.title`)}>
      {list.items.length === 0 ? (
        <Nothing>{t(`${section}.none`)}</Nothing>
      ) : (
        <ul className={styles.lines}>
          {list.items.map(record => (
            <Line key={record.number} record={record} refs={page.refs} />
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
