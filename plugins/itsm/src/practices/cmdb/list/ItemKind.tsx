import type { CiListItem } from '@callboard/plugin-itsm-common';
import { kindLabel } from './kindLabel';
import styles from './ItemKind.module.css';

/** What an item is: its kind, and its type beside. */
export function ItemKind(props: { item: Pick<CiListItem, 'kind' | 'type'> }) {
  const { kind, type } = props.item;
  return (
    <span>
      {kindLabel(kind)}
      {type && <span className={styles.type}> · {type}</span>}
    </span>
  );
}
