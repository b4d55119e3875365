import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  TIER_LABELS,
  type ManagedColumn,
  type ManagedService,
} from '@callboard/plugin-itsm-common';
import {
  RefLabel,
  RelativeTime,
  type RecordColumn,
  type Refs,
} from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { ManagedScore } from './ManagedScore';
import { isManagedColumn } from './managedList';
import { catalogueTranslationRef } from './translation';

type Column = RecordColumn<ManagedService>;

/** What a service lacks, in a few words. */
export function useMissingWords() {
  const { t } = useTranslationRef(catalogueTranslationRef);
  return ({ missing }: Pick<ManagedService, 'missing'>): string => {
    if (missing.length === 0) return t('managed.complete');
    const first = missing.slice(0, 2).map(({ label }) => label);
    const more = missing.length - first.length;
    return more === 0
      ? first.join(', ')
      : t('managed.moreMissing', {
          first: first.join(', '),
          all: String(missing.length),
        });
  };
}

/** All columns that the list can have. */
export function useAllManagedColumns(
  refs: Refs | undefined,
): Readonly<Record<ManagedColumn, Column>> {
  const { t } = useTranslationRef(catalogueTranslationRef);
  const missingWords = useMissingWords();
  return useMemo(() => {
    const column = (
      id: ManagedColumn,
      width: Column['width'],
      render: Column['render'],
      more: Partial<Column> = {},
    ): Column => ({
      id,
      label: t(`managed.column.${id}`),
      width,
      render,
      ...more,
    });
    const entity = (id: 'ownerRef' | 'systemRef', width: number, sort = '') =>
      column(
        id,
        width,
        item => <RefLabel entityRef={item[id]} refs={refs} plain />,
        sort ? { sortsBy: sort } : {},
      );
    return {
      title: column(
        'title',
        '1fr',
        item => <span title={item.ref}>{item.title}</span>,
        { isLink: true, sortsBy: 'title', keepsWhenNarrow: true },
      ),
      ref: column('ref', 260, item => item.ref),
      kind: column('kind', 120, item => t(`managed.kind.${item.kind}`)),
      type: column('type', 120, item => item.type ?? '–'),
      lifecycle: column('lifecycle', 120, item => item.lifecycle ?? '–'),
      ownerRef: entity('ownerRef', 170, 'owner'),
      systemRef: entity('systemRef', 150),
      tier: column('tier', 150, item => {
        const words = item.tier && TIER_LABELS[item.tier];
        return words ? <span title={words}>{words.split(',')[0]}</span> : '–';
      }),
      record: column('record', 160, item =>
        item.record
          ? `${item.record.number} · ${item.record.statusLabel}`
          : '–',
      ),
      score: column(
        'score',
        150,
        item => <ManagedScore score={item.score} level={item.level} />,
        { sortsBy: 'score', keepsWhenNarrow: true },
      ),
      level: column('level', 140, item =>
        item.level ? t(`managed.level.${item.level}`) : '–',
      ),
      missing: column('missing', '1fr', item => {
        const all = item.missing.map(({ label }) => label).join(', ');
        return <span title={all || undefined}>{missingWords(item)}</span>;
      }),
      computedAt: column('computedAt', 140, item => (
        <RelativeTime instant={item.computedAt} />
      )),
    };
  }, [t, refs, missingWords]);
}

/** The columns of the list, as they were chosen. */
export function useManagedColumns(
  chosen: readonly string[],
  refs: Refs | undefined,
): Column[] {
  const all = useAllManagedColumns(refs);
  return chosen.filter(isManagedColumn).map(id => all[id]);
}
