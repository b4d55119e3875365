import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import type { CiFacets } from '@callboard/plugin-itsm-common';
import {
  countWords,
  FailureMessage,
  Message,
  RecordSection,
  RouterLink,
} from '@callboard/plugin-itsm-react';
import { kindLabel } from '../list/kindLabel';
import { useFacets } from '../list/useFacets';
import { cmdbHomeTranslationRef } from './translation';
import { useItemsHref } from './useItemsHref';
import styles from './WhatThereIs.module.css';

const SHOWN_TYPES = 4;

function Kind(props: { of: CiFacets['kinds'][0]; most: number }) {
  const { of, most } = props;
  const { t } = useTranslationRef(cmdbHomeTranslationRef);
  const hrefOf = useItemsHref();
  const label = kindLabel(of.kind);
  return (
    <li className={styles.kind}>
      <RouterLink
        className={styles.name}
        to={hrefOf({ kind: of.kind }) ?? ''}
        aria-label={t('what.items', { kind: label, count: of.count })}
      >
        {label}
      </RouterLink>
      <span className={styles.bar} aria-hidden>
        <span
          className={styles.fill}
          style={{ width: `${Math.max(1, (of.count / most) * 100)}%` }}
        />
      </span>
      <span className={styles.count}>{countWords(of)}</span>
      <span className={styles.types}>
        {of.types.slice(0, SHOWN_TYPES).map(({ type, ...count }) => (
          <RouterLink
            key={type}
            className={styles.type}
            to={hrefOf({ kind: of.kind, type }) ?? ''}
          >
            {type} {countWords(count)}
          </RouterLink>
        ))}
      </span>
    </li>
  );
}

/** How many configuration items there are of each kind, each a way to the list of them. */
export function WhatThereIs() {
  const { t } = useTranslationRef(cmdbHomeTranslationRef);
  const facets = useFacets();
  const { kinds = [], total } = facets.data ?? {};
  const most = Math.max(1, ...kinds.map(kind => kind.count));
  return (
    <RecordSection
      title={
        total && total.count > 0
          ? t('what.total', { count: total.count })
          : t('what.title')
      }
    >
      {facets.isPending && <Skeleton height={140} />}
      {facets.error && !facets.data && (
        <FailureMessage
          small
          error={facets.error}
          onRetry={() => facets.refetch()}
        />
      )}
      {total?.count === 0 && (
        <Message small title={t('what.none')}>
          {t('what.noneNext')}
        </Message>
      )}
      <ul className={styles.kinds}>
        {kinds.map(kind => (
          <Kind key={kind.kind} of={kind} most={most} />
        ))}
      </ul>
    </RecordSection>
  );
}
