import { Link } from '@backstage/core-components';
import styles from './ContentsTree.module.css';
import { hrefOf } from './links';
import { DocsItem } from './types';

/** The table of contents, with the page being read marked. */
export function ContentsTree(props: {
  items: readonly DocsItem[];
  current: string;
}) {
  const { items, current } = props;
  return (
    <ul className={styles.list}>
      {items.map(item => (
        <li key={item.title}>
          {'items' in item ? (
            <>
              <span className={styles.section}>{item.title}</span>
              <ContentsTree items={item.items} current={current} />
            </>
          ) : (
            <Link
              to={'path' in item ? hrefOf(item.path) : item.url}
              className={styles.entry}
              underline="none"
              aria-current={
                'path' in item && item.path === current ? 'page' : undefined
              }
            >
              {item.title}
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}
