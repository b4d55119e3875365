import { Skeleton } from '@backstage/ui';
import type { ReactNode } from 'react';
import { RouterLink } from '../../routing';
import styles from './RecordTable.module.css';

/** The rows of a list where it is too narrow for columns. */
export function RecordCards<T extends { id: string }>(props: {
  label: string;
  items: readonly T[] | undefined;
  hrefOf: (item: T) => string | undefined;
  renderCard: (item: T) => ReactNode;
  changed?: ReadonlySet<string>;
}) {
  const { label, items, hrefOf, renderCard, changed } = props;
  if (!items) {
    return (
      <div className={styles.cards} aria-busy="true" aria-label={label}>
        {[0, 1, 2, 3].map(i => (
          <Skeleton key={i} height={84} />
        ))}
      </div>
    );
  }
  return (
    <ul className={styles.cards} aria-label={label}>
      {items.map(item => (
        <li key={item.id}>
          <RouterLink
            className={styles.card}
            to={hrefOf(item) ?? ''}
            data-itsm-row={item.id}
            data-changed={changed?.has(item.id) ? '' : undefined}
          >
            {renderCard(item)}
          </RouterLink>
        </li>
      ))}
    </ul>
  );
}
