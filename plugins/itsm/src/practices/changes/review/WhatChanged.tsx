import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, Text } from '@backstage/ui';
import {
  changeReviewRoutes,
  type ActualChanges,
} from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  Pill,
  RefLabel,
  refTitle,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { windowWords } from '../words/planned';
import styles from './Review.module.css';
import { reviewTranslationRef } from './translation';

type Item = ActualChanges['items'][number];

const said = (value: unknown): string =>
  value === undefined || value === null ? '–' : [value].flat().join(', ');

/** One item that changed, field by field. */
function ChangedItem({ item, refs }: { item: Item; refs: Refs }) {
  const { t } = useTranslationRef(reviewTranslationRef);
  const { ref, what, place, undone, changes, relations } = item;
  return (
    <li className={styles.row}>
      <div>
        <div className={styles.changed}>
          <RefLabel entityRef={ref} refs={refs} />
          <span>{t(`what.${what}`)}</span>
          <Pill tone={place === 'planned' ? 'neutral' : 'warning'}>
            {t(`place.${place}`)}
          </Pill>
          {undone && <span>({t('undone')})</span>}
        </div>
        <ul className={styles.fields}>
          {changes.map(({ field, before, after }) => (
            <li key={field}>
              {field}: <del>{said(before)}</del> → <ins>{said(after)}</ins>
            </li>
          ))}
          {relations.added.map(({ type, targetRef }) => (
            <li key={`+${type}${targetRef}`}>
              {t('relationAdded', { type, target: refTitle(targetRef, refs) })}
            </li>
          ))}
          {relations.removed.map(({ type, targetRef }) => (
            <li key={`-${type}${targetRef}`}>
              {t('relationRemoved', {
                type,
                target: refTitle(targetRef, refs),
              })}
            </li>
          ))}
        </ul>
      </div>
    </li>
  );
}

/** What really changed while the change was carried out, beside what was planned. */
export function WhatChanged({ number }: { number: string }) {
  const { t } = useTranslationRef(reviewTranslationRef);
  const { data, error, refetch } = useItsmQuery(changeReviewRoutes.actual, {
    params: { id: number },
  });
  return (
    <section className={styles.part} aria-label={t('actual')}>
      <h3>{t('actual')}</h3>
      {!data && error && (
        <FailureMessage small error={error} onRetry={() => refetch()} />
      )}
      {!data && !error && <Skeleton height={80} />}
      {data && (
        <>
          <div className={styles.beside}>
            <div>
              <h4>{t('planned')}</h4>
              <p>{windowWords(data.planned)}</p>
              <div className={styles.names}>
                {data.planned.items.map(ref => (
                  <RefLabel key={ref} entityRef={ref} refs={data.refs} />
                ))}
              </div>
            </div>
            <div>
              <h4>{t('happened')}</h4>
              <p>
                {data.actual &&
                  windowWords({
                    start: data.actual.start,
                    end: data.actual.ended ? data.actual.end : undefined,
                  })}
              </p>
              <p>
                {data.unknown ??
                  t(data.items.length > 0 ? 'looked' : 'nothing', {
                    looked: String(data.looked),
                  })}
              </p>
            </div>
          </div>
          <ul className={styles.list}>
            {data.items.map(item => (
              <ChangedItem key={item.ref} item={item} refs={data.refs} />
            ))}
          </ul>
          {data.items.length > 0 && data.untouched.length > 0 && (
            <Text as="p" color="secondary">
              {t('untouched', {
                names: data.untouched
                  .map(ref => refTitle(ref, data.refs))
                  .join(', '),
              })}
            </Text>
          )}
          {data.truncated && (
            <Text as="p" color="secondary">
              {t('truncated')}
            </Text>
          )}
        </>
      )}
    </section>
  );
}
