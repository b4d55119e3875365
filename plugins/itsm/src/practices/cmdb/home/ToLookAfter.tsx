import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { countWords, RouterLink } from '@callboard/plugin-itsm-react';
import { HealthTiles } from '../health/HealthTiles';
import { CI_LIST, CI_VIEWS } from '../list/ciList';
import { useCiCounts } from '../list/useCiCounts';
import styles from './ToLookAfter.module.css';
import { cmdbHomeTranslationRef } from './translation';
import { useItemsHref } from './useItemsHref';

const SHOWN = ['unowned', 'notInGit', 'changed', 'gone'] as const;
const QUESTIONS = Object.fromEntries(
  SHOWN.map(view => [view, { params: CI_VIEWS[view].params }]),
);

/** Numbers that somebody may have to do something about, each a way to what it counts. */
export function ToLookAfter() {
  const { t } = useTranslationRef(cmdbHomeTranslationRef);
  const hrefOf = useItemsHref();
  const counts = useCiCounts(QUESTIONS, SHOWN, CI_LIST.type);
  return (
    <nav className={styles.tiles} aria-label={t('tasks.title')}>
      <HealthTiles />
      {SHOWN.map(view => (
        <RouterLink
          key={view}
          className={styles.tile}
          to={hrefOf({ view }) ?? ''}
        >
          <span className={styles.number}>
            {counts ? countWords(counts[view]) : <Skeleton height={28} />}
          </span>{' '}
          <span className={styles.words}>{t(`tasks.${view}`)}</span>
        </RouterLink>
      ))}
    </nav>
  );
}
