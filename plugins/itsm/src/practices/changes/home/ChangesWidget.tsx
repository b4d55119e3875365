import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import styles from './ChangesHome.module.css';
import { changesHomeTranslationRef } from './translation';
import { useChangeListHref } from './useChangeListHref';
import { WeekOf } from './WeekOf';

const SHOWN = 8;

/** Home widget: what the reader's teams have planned for the next days. */
export function ChangesWidget() {
  const { t } = useTranslationRef(changesHomeTranslationRef);
  const hrefOf = useChangeListHref();
  return (
    <>
      <WeekOf query={{ owner: 'mine', limit: SHOWN }} none={t('widget.none')} />
      <p className={styles.all}>
        <Link href={hrefOf({ view: 'week' })}>{t('widget.all')}</Link>
      </p>
    </>
  );
}
