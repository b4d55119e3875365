import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Skeleton } from '@backstage/ui';
import { cmdbItemRoutes } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  Message,
  RecordSection,
  RouterLink,
  useEntityHref,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { ItemKind } from '../list/ItemKind';
import { LastChange } from '../list/LastChange';
import styles from './HomeRows.module.css';
import { cmdbHomeTranslationRef } from './translation';
import { useItemsHref } from './useItemsHref';

const SHOWN = 8;

/** The items of the reader and their groups, the latest change first. */
export function MyItems() {
  const { t } = useTranslationRef(cmdbHomeTranslationRef);
  const hrefOf = useEntityHref();
  const allHref = useItemsHref()({ view: 'mine' });
  const mine = useItsmQuery(cmdbItemRoutes.list, {
    query: { owner: 'mine', sort: 'changed', limit: SHOWN },
    live: true,
  });
  const items = mine.data?.items;
  return (
    <RecordSection title={t('mine.title')}>
      {mine.isPending && <Skeleton height={120} />}
      {mine.error && !items && (
        <FailureMessage
          small
          error={mine.error}
          onRetry={() => mine.refetch()}
        />
      )}
      {items?.length === 0 && (
        <Message small title={t('mine.none')}>
          {t('mine.noneNext')}
        </Message>
      )}
      {items && items.length > 0 && (
        <ul className={styles.rows}>
          {items.map(item => (
            <li key={item.ref}>
              <RouterLink className={styles.row} to={hrefOf(item.ref) ?? ''}>
                <span className={styles.what}>
                  {item.title}{' '}
                  <span className={styles.about}>
                    <ItemKind item={item} />
                  </span>
                </span>
                <span className={styles.about}>
                  {item.lastChange && <LastChange item={item} />}
                </span>
              </RouterLink>
            </li>
          ))}
        </ul>
      )}
      {allHref && items && items.length > 0 && (
        <p className={styles.more}>
          <Link href={allHref}>{t('mine.all')}</Link>
        </p>
      )}
    </RecordSection>
  );
}
