import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { definitionRoutes } from '@callboard/plugin-itsm-common';
import { FailureMessage, useItsmQuery } from '@callboard/plugin-itsm-react';
import styles from './Definitions.module.css';
import { definitionsTranslationRef } from './translation';

/** A value as it is read: texts as they are, all else as JSON. */
function words(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

/** The values in which two versions differ. */
export function VersionDiff(props: {
  kind: string;
  definitionKey: string;
  from: number;
  to: number;
}) {
  const { kind, definitionKey: key, from, to } = props;
  const { t } = useTranslationRef(definitionsTranslationRef);
  const { data, error, refetch } = useItsmQuery(definitionRoutes.diff, {
    params: { kind, key },
    query: { from, to },
    staleTime: Infinity,
  });
  if (error && !data)
    return <FailureMessage small error={error} onRetry={() => refetch()} />;
  if (!data) return <Skeleton height={48} />;
  return (
    <>
      <p className={styles.about}>
        {data.items.length > 0
          ? t('versions.diff', { from: String(from), to: String(to) })
          : t('versions.same')}
      </p>
      <dl className={styles.diff}>
        {data.items.map(({ path, before, after }) => (
          <div key={path.join('.')} style={{ display: 'contents' }}>
            <dt>{path.join('.')}</dt>
            <dd>
              {before !== undefined && (
                <del className={styles.was}>{words(before)}</del>
              )}
              {after !== undefined && (
                <ins className={styles.is}>{words(after)}</ins>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
