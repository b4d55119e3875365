import { Link, Skeleton, Text } from '@backstage/ui';
import { changeRoutes } from '@callboard/plugin-itsm-common';
import type { QueryValues } from '@callboard/plugin-itsm-common';
import { FailureMessage, useItsmQuery } from '@callboard/plugin-itsm-react';
import { ChangeRows } from '../words/ChangeRow';
import styles from './ChangesHome.module.css';

/** The changes that meet a question, in lines, with their states: loading, none, failed. */
export function ChangesOf(props: {
  query: QueryValues;
  /** What is said where there is none; nothing at all without it. */
  none?: string;
  /** Stands above them, where there is one. */
  title?: string;
  /** Leads to all of them, if there are more. */
  all?: { href: string; words: string };
}) {
  const { query, none, title, all } = props;
  const asked = useItsmQuery(changeRoutes.list, { query, live: true });
  const { items, refs, pageInfo } = asked.data ?? {};
  if (items?.length === 0 && !none) return null;
  return (
    <div className={styles.part}>
      {title && <h3 className={styles.heading}>{title}</h3>}
      {asked.isPending && <Skeleton height={64} />}
      {asked.error && !items && (
        <FailureMessage
          small
          error={asked.error}
          onRetry={() => asked.refetch()}
        />
      )}
      {items?.length === 0 && (
        <Text as="p" color="secondary">
          {none}
        </Text>
      )}
      {items && items.length > 0 && <ChangeRows changes={items} refs={refs} />}
      {all && pageInfo?.nextCursor && (
        <p className={styles.more}>
          <Link href={all.href}>{all.words}</Link>
        </p>
      )}
    </div>
  );
}
