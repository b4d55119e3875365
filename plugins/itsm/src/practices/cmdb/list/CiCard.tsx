import type { CiListItem } from '@callboard/plugin-itsm-common';
import { RefLabel } from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import styles from './CiCard.module.css';
import { ItemKind } from './ItemKind';
import { LastChange } from './LastChange';

/** A row of the list on a phone. */
export function CiCard(props: { item: CiListItem; refs: Refs | undefined }) {
  const { item, refs } = props;
  return (
    <>
      <div className={styles.top}>
        <ItemKind item={item} />
        {item.lifecycle && <span>{item.lifecycle}</span>}
      </div>
      <div className={styles.title}>{item.title}</div>
      <div className={styles.about}>
        {item.ownerRef && (
          <RefLabel entityRef={item.ownerRef} refs={refs} plain />
        )}
        {item.systemRef && (
          <RefLabel entityRef={item.systemRef} refs={refs} plain />
        )}
        {item.lastChange && <LastChange item={item} />}
      </div>
    </>
  );
}
