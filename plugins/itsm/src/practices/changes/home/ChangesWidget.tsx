import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { RouterLink } from '@callboard/plugin-itsm-react';
import { changesRouteRef } from '../routes';
import styles from './ChangesHome.module.css';
import { changesHomeTranslationRef } from './translation';
import { WeekOf } from './WeekOf';

const SHOWN = 8;

/** Home widget: what the reader's teams have planned for the next days. */
export function ChangesWidget() {
  const { t } = useTranslationRef(changesHomeTranslationRef);
  const href = useRouteRef(changesRouteRef)?.();
  return (
    <>
      <WeekOf query={{ owner: 'mine', limit: SHOWN }} none={t('widget.none')} />
      {href && (
        <p className={styles.more}>
          <RouterLink to={href}>{t('widget.all')}</RouterLink>
        </p>
      )}
    </>
  );
}
