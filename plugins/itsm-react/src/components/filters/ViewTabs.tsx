import { RiBookmarkLine } from '@remixicon/react';
import { useEffect, useRef } from 'react';
import { RouterLink } from '../../routing';
import styles from './ViewTabs.module.css';

/** How many there are; with `more`, at least so many. */
export type ViewCount = number | { count: number; more: boolean };

/** A ready-made view of a list. */
export interface ListView {
  id: string;
  label: string;
  /** How many rows it shows, if known; above 1000 said as `1000+`. */
  count?: ViewCount;
  /** Said on hover, e.g. who shared it. */
  hint?: string;
  /** Somebody saved it; it is not one of the list's own. */
  saved?: boolean;
}

/** A count as people read it: the server stops counting after 1000. */
export function countWords(count: ViewCount): string {
  if (typeof count !== 'number')
    return count.more ? `${count.count}+` : String(count.count);
  return count > 1000 ? '1000+' : String(count);
}

/** The ready-made views of a list, as links so that they can be opened beside each other. */
export function ViewTabs(props: {
  label: string;
  views: readonly ListView[];
  current: string;
  hrefOf: (view: ListView) => string;
}) {
  const { current, views } = props;
  // Counts that come later make the tabs before it wider.
  const counted = views.some(view => view.count !== undefined);
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone the current view may be out of sight at the end of the row.
    const tab = row.current?.querySelector<HTMLElement>('[aria-current]');
    if (row.current && tab) {
      const { offsetLeft, offsetWidth } = tab;
      row.current.scrollLeft =
        offsetLeft + offsetWidth - row.current.clientWidth;
    }
  }, [current, counted]);
  return (
    <nav className={styles.tabs} aria-label={props.label} ref={row}>
      {views.map(view => (
        <RouterLink
          key={view.id}
          className={styles.tab}
          to={props.hrefOf(view)}
          title={view.hint}
          aria-current={view.id === current ? 'page' : undefined}
        >
          {view.saved && <RiBookmarkLine className={styles.icon} aria-hidden />}
          {view.label}{' '}
          {view.count !== undefined && (
            <span className={styles.count}>{countWords(view.count)}</span>
          )}
        </RouterLink>
      ))}
    </nav>
  );
}
