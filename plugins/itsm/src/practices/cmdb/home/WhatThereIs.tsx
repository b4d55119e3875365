import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import type { CiCount, CiFacets } from '@callboard/plugin-itsm-common';
import {
  countWords,
  FailureMessage,
  Message,
  RecordSection,
  RouterLink,
  useUrlValues,
  ViewTabs,
} from '@callboard/plugin-itsm-react';
import { kindLabel } from '../list/kindLabel';
import { useFacets } from '../list/useFacets';
import { cmdbHomeTranslationRef } from './translation';
import { useChoiceHref } from './useChoiceHref';
import { useItemsHref } from './useItemsHref';
import styles from './WhatThereIs.module.css';

const SHOWN_TYPES = 4;
const SHOWN_CLASSES = 10;

/** A bar of the picture, and the filters of the list that shows what it counts. */
interface Bar {
  label: string;
  count: CiCount;
  filters: Record<string, string>;
  parts: ReadonlyArray<Omit<Bar, 'parts'>>;
}

const kindBars = ({ kinds }: CiFacets): Bar[] =>
  kinds.map(({ kind, types, ...count }) => ({
    label: kindLabel(kind),
    count,
    filters: { kind },
    parts: types.slice(0, SHOWN_TYPES).map(({ type, ...ofType }) => ({
      label: type,
      count: ofType,
      filters: { kind, type },
    })),
  }));

const classBars = ({ classes }: CiFacets): Bar[] =>
  classes.slice(0, SHOWN_CLASSES).map(({ class: key, name, ...count }) => ({
    label: name,
    count,
    filters: { class: key },
    parts: [],
  }));

function BarRow(props: { bar: Bar; most: number }) {
  const { bar, most } = props;
  const { t } = useTranslationRef(cmdbHomeTranslationRef);
  const hrefOf = useItemsHref();
  const { count } = bar.count;
  return (
    <li className={styles.kind}>
      <RouterLink
        className={styles.name}
        to={hrefOf(bar.filters) ?? ''}
        aria-label={t('what.items', { kind: bar.label, count })}
      >
        {bar.label}
      </RouterLink>
      <span className={styles.bar} aria-hidden>
        <span
          className={styles.fill}
          style={{ width: `${Math.max(1, (count / most) * 100)}%` }}
        />
      </span>
      <span className={styles.count}>{countWords(bar.count)}</span>
      <span className={styles.types}>
        {bar.parts.map(part => (
          <RouterLink
            key={part.label}
            className={styles.type}
            to={hrefOf(part.filters) ?? ''}
          >
            {part.label} {countWords(part.count)}
          </RouterLink>
        ))}
      </span>
    </li>
  );
}

/** How many configuration items there are of each class or kind, each a way to the list of them. */
export function WhatThereIs() {
  const { t } = useTranslationRef(cmdbHomeTranslationRef);
  const facets = useFacets();
  const by = useUrlValues().get('by');
  const choiceHref = useChoiceHref();
  const hasClasses = (facets.data?.classes.length ?? 0) > 0;
  const byClass = hasClasses && by === 'class';
  const { total } = facets.data ?? {};
  let bars: Bar[] = [];
  if (facets.data)
    bars = byClass ? classBars(facets.data) : kindBars(facets.data);
  const most = Math.max(1, ...bars.map(bar => bar.count.count));
  return (
    <RecordSection
      title={
        total && total.count > 0
          ? t(total.more ? 'what.atLeast' : 'what.total', {
              count: total.count,
            })
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
      {hasClasses && (
        <ViewTabs
          label={t('what.by')}
          current={byClass ? 'class' : 'kind'}
          views={[
            { id: 'kind', label: t('what.byKind') },
            { id: 'class', label: t('what.byClass') },
          ]}
          hrefOf={({ id }) => choiceHref('by', id)}
        />
      )}
      <ul className={styles.kinds}>
        {bars.map(bar => (
          <BarRow key={bar.label} bar={bar} most={most} />
        ))}
      </ul>
    </RecordSection>
  );
}
