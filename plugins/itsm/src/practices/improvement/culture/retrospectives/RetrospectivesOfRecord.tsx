import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  changeRoutes,
  incidentRoutes,
  kernelRoutes,
  RETROSPECTIVE,
  retrospectiveLifecycle,
} from '@callboard/plugin-itsm-common';
import {
  RecordSection,
  StatusChip,
  useItsmQuery,
  useRecordHref,
} from '@callboard/plugin-itsm-react';
import type { RecordPartProps } from '@callboard/plugin-itsm-react';
import styles from '../Culture.module.css';
import { cultureTranslationRef } from '../translation';
import { BeginButton } from './BeginDialog';

/** What a team looks back at, as its own page asks for it: it is one call. */
const ROUTES = {
  incident: incidentRoutes.get,
  change: changeRoutes.get,
} as const;

/**
 * The retrospectives that looked back at an incident or a change and, once that is over, the way to
 * begin one. A major incident is looked back at while people still remember it.
 */
export function RetrospectivesOfRecord(props: RecordPartProps) {
  const { number, type, plain } = props;
  const { t } = useTranslationRef(cultureTranslationRef);
  const hrefOf = useRecordHref();
  const params = { id: number };
  const route = ROUTES[type as keyof typeof ROUTES] as typeof ROUTES.incident;
  const record = useItsmQuery(route, { params, enabled: !plain }).data;
  const links = useItsmQuery(kernelRoutes.listLinks, {
    params,
    live: true,
    enabled: !plain,
  }).data;
  if (plain || !record || !links) return <></>;
  const held = links.items.flatMap(link =>
    link.record?.type === RETROSPECTIVE ? [link.record] : [],
  );
  const { viewer, statusCategory, title, ownerRef, major } = record;
  const isOver = statusCategory === 'resolved' || statusCategory === 'closed';
  const mayBegin =
    viewer.standing.includes('worker') && (isOver || Boolean(major));
  if (held.length === 0 && !mayBegin) return <></>;
  return (
    <RecordSection
      title={t('retrospectives.ofRecord.title')}
      actions={
        mayBegin && (
          <BeginButton
            small
            known={{ record: number, title, ownerRef }}
            label={
              held.length > 0 ? t('retrospectives.ofRecord.another') : undefined
            }
          />
        )
      }
    >
      {held.length === 0 && (
        <p className={styles.hint}>{t('retrospectives.ofRecord.none')}</p>
      )}
      {held.length > 0 && (
        <ul className={styles.list}>
          {held.map(retrospective => {
            const href = hrefOf(retrospective);
            const words = `${retrospective.number} ${retrospective.title}`;
            return (
              <li key={retrospective.number} className={styles.row}>
                {href ? <Link href={href}>{words}</Link> : words}
                <StatusChip
                  status={retrospective.status}
                  category={retrospective.statusCategory}
                  lifecycle={retrospectiveLifecycle}
                />
              </li>
            );
          })}
        </ul>
      )}
    </RecordSection>
  );
}
