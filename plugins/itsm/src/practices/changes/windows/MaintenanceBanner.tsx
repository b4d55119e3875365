import { stringifyEntityRef } from '@backstage/catalog-model';
import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Alert } from '@backstage/ui';
import type { Maintenance } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  refTitle,
  RouterLink,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { RiToolsLine } from '@remixicon/react';
import { changeWindowsRouteRef } from '../routes';
import { windowWords } from '../words/planned';
import { MaintenanceName } from './MaintenanceLine';
import { windowsTranslationRef } from './translation';
import { useMaintenance } from './useMaintenance';
import styles from './Windows.module.css';
import { endWords, namesInARow, type Say } from './words';

/** Times to come that the banner names; how many more there are is said. */
const NAMED = 2;

function headline({ role, endsAt }: Maintenance, t: Say): string {
  const late = endsAt !== undefined && Date.parse(endsAt) < Date.now();
  const end = endsAt && endWords(endsAt);
  if (role === 'affected')
    return end && !late
      ? t('banner.affectedUntil', { end })
      : t('banner.affectedOpen');
  if (!end) return t('banner.open');
  return t(late ? 'banner.late' : 'banner.until', { end });
}

function Running(props: { maintenance: Maintenance; refs: Refs | undefined }) {
  const { maintenance, refs } = props;
  const { t } = useTranslationRef(windowsTranslationRef);
  const { role, expectedImpact, items } = maintenance;
  const named = items.slice(0, 3).map(ref => refTitle(ref, refs));
  return (
    <Alert
      className={styles.banner}
      status="warning"
      icon={<RiToolsLine aria-hidden />}
      title={headline(maintenance, t as never)}
      description={
        <>
          {role === 'affected' && named.length > 0 && `${namesInARow(named)}: `}
          <MaintenanceName maintenance={maintenance} />
          {'. '}
          {role === 'affected'
            ? t('banner.affectedDown')
            : t(`banner.${expectedImpact}`)}
        </>
      }
    />
  );
}

/**
 * Says on the page of an entity that it is under maintenance, until when and why, and what is planned
 * within seven days; nothing if there is nothing.
 */
export function MaintenanceBanner() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(windowsTranslationRef);
  const windows = useRouteRef(changeWindowsRouteRef)?.();
  const ref = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
  const { data, error, refetch } = useMaintenance({
    entity: ref,
    states: ['running', 'scheduled'],
    limit: 20,
  });
  if (!data && error && error.name !== 'NotFoundError')
    return <FailureMessage small error={error} onRetry={() => refetch()} />;
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  const running = items.filter(({ state }) => state === 'running');
  const planned = items.filter(({ state }) => state === 'scheduled');
  const more = planned.length - NAMED;
  return (
    <div className={styles.banners}>
      {running.map(one => (
        <Running key={one.id} maintenance={one} refs={data?.refs} />
      ))}
      {planned.length > 0 && (
        <Alert
          className={styles.banner}
          status="info"
          icon={<RiToolsLine aria-hidden />}
          title={t('banner.planned')}
          description={
            <ul>
              {planned.slice(0, NAMED).map(one => (
                <li key={one.id}>
                  {windowWords({ start: one.startsAt, end: one.endsAt })}:{' '}
                  <MaintenanceName maintenance={one} />
                  {one.role === 'affected' &&
                    one.items.length > 0 &&
                    ` (${namesInARow(
                      one.items.slice(0, 3).map(of => refTitle(of, data?.refs)),
                    )})`}
                </li>
              ))}
              {more > 0 && (
                <li>
                  <RouterLink to={windows ?? ''}>
                    {t('banner.and', { count: more })}
                  </RouterLink>
                </li>
              )}
            </ul>
          }
        />
      )}
    </div>
  );
}
