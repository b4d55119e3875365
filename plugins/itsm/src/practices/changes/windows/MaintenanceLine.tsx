import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Maintenance } from '@callboard/plugin-itsm-common';
import { Pill, refTitle, RouterLink } from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { changeRouteRef } from '../routes';
import { windowWords } from '../words/planned';
import { windowsTranslationRef } from './translation';
import styles from './Windows.module.css';
import { namesInARow } from './words';

/** What maintenance is called: its change, as a link, or its window. */
export function MaintenanceName(props: { maintenance: Maintenance }) {
  const { change, window } = props.maintenance;
  const { t } = useTranslationRef(windowsTranslationRef);
  const hrefOf = useRouteRef(changeRouteRef);
  if (!change) return <>{window?.title ?? t('kind.maintenance')}</>;
  return (
    <RouterLink to={hrefOf?.({ number: change.number }) ?? ''}>
      {change.number} {change.title}
    </RouterLink>
  );
}

/** Maintenance in a line: when, what, and of what. */
export function MaintenanceLine(props: {
  maintenance: Maintenance;
  refs: Refs | undefined;
  /** How many times more it comes that have no line of their own. */
  again?: number;
}) {
  const { maintenance, refs, again = 0 } = props;
  const { t } = useTranslationRef(windowsTranslationRef);
  const { startsAt, endsAt, expectedImpact, items } = maintenance;
  const shown = items.slice(0, 3).map(ref => refTitle(ref, refs));
  const rest = items.length - shown.length;
  return (
    <li className={styles.line}>
      <time className={styles.lineWhen} dateTime={startsAt}>
        {windowWords({ start: startsAt, end: endsAt })}
      </time>
      <span className={styles.lineWhat}>
        <MaintenanceName maintenance={maintenance} />
        <span className={styles.of}>
          {namesInARow(rest > 0 ? [...shown, `${rest} more`] : shown)}
        </span>
        {again > 0 && (
          <span className={styles.of}>{t('again', { count: again })}</span>
        )}
      </span>
      <Pill tone={expectedImpact === 'down' ? 'danger' : 'neutral'}>
        {t(`impact.${expectedImpact}`)}
      </Pill>
    </li>
  );
}
