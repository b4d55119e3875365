import { Link } from '@backstage/ui';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { nameOf } from '@callboard/plugin-itsm-common';
import type { RefInfo } from '@callboard/plugin-itsm-common';
import { RiLinkUnlinkM } from '@remixicon/react';
import { useEntityHref } from '../../hooks/useEntityHref';
import { itsmReactTranslationRef } from '../../translation';
import styles from './RefLabel.module.css';

/** What the references in an answer are called. */
export type Refs = Readonly<Record<string, RefInfo>>;

/** The words for a reference: its title, or its name as far as we know it. */
export function refTitle(entityRef: string, refs: Refs | undefined): string {
  return refs?.[entityRef]?.title ?? nameOf(entityRef);
}

/**
 * A person, group, service or other entity by its title, linked to the catalog. One that the
 * catalog does not know (any more) is shown as such, never dropped.
 */
export function RefLabel(props: {
  entityRef: string | undefined;
  refs: Refs | undefined;
  /** Show the words only, where a link would stand in another one. */
  plain?: boolean;
}) {
  const { entityRef, refs, plain } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const hrefOf = useEntityHref();
  if (!entityRef) return <>–</>;
  const title = refTitle(entityRef, refs);
  if (refs?.[entityRef]?.dangling) {
    const hint = t('ref.dangling', { ref: entityRef });
    return (
      <span className={`${styles.ref} ${styles.dangling}`} title={hint}>
        <RiLinkUnlinkM className={styles.icon} role="img" aria-label={hint} />
        <span className={styles.name}>{title}</span>
      </span>
    );
  }
  const href = plain ? undefined : hrefOf(entityRef);
  return (
    <span className={styles.ref} title={entityRef}>
      {href ? (
        <Link href={href} className={styles.name}>
          {title}
        </Link>
      ) : (
        <span className={styles.name}>{title}</span>
      )}
    </span>
  );
}
