import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { CiColumnKey, CiListItem } from '@callboard/plugin-itsm-common';
import { RefLabel } from '@callboard/plugin-itsm-react';
import type {
  ColumnChoice,
  RecordColumn,
  Refs,
} from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { isCiColumn } from './ciList';
import { ItemKind } from './ItemKind';
import { LastChange } from './LastChange';
import { ciListTranslationRef } from './translation';

type Column = RecordColumn<CiListItem>;

/** All columns that the list can have. */
function useAllColumns(
  refs: Refs | undefined,
): Readonly<Record<CiColumnKey, Column>> {
  const { t } = useTranslationRef(ciListTranslationRef);
  return useMemo(() => {
    const column = (
      id: CiColumnKey,
      width: Column['width'],
      render: Column['render'],
      more: Partial<Column> = {},
    ): Column => ({ id, label: t(`column.${id}`), width, render, ...more });
    return {
      title: column(
        'title',
        '1fr',
        item => <span title={item.ref}>{item.title}</span>,
        { isLink: true, sortsBy: 'title', keepsWhenNarrow: true },
      ),
      ref: column('ref', 260, item => item.ref),
      kind: column('kind', 190, item => <ItemKind item={item} />, {
        sortsBy: 'kind',
        keepsWhenNarrow: true,
      }),
      type: column('type', 130, item => item.type ?? '–'),
      ownerRef: column('ownerRef', 160, item => (
        <RefLabel entityRef={item.ownerRef} refs={refs} plain />
      )),
      systemRef: column('systemRef', 150, item => (
        <RefLabel entityRef={item.systemRef} refs={refs} plain />
      )),
      lifecycle: column('lifecycle', 120, item => item.lifecycle ?? '–'),
      lastChange: column(
        'lastChange',
        150,
        item => <LastChange item={item} />,
        { sortsBy: 'changed' },
      ),
    };
  }, [t, refs]);
}

/** The columns of the list, as they were chosen. */
export function useCiColumns(
  chosen: readonly string[],
  refs: Refs | undefined,
): Column[] {
  const all = useAllColumns(refs);
  return useMemo(
    () => chosen.filter(isCiColumn).map(key => all[key]),
    [all, chosen],
  );
}

/** What the columns of the list can be chosen from. */
export function useCiColumnChoices(): ColumnChoice[] {
  const all = useAllColumns(undefined);
  return Object.values(all).map(({ id, label }) => ({ key: id, label }));
}
