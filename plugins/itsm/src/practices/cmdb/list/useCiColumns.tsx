import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ATTRIBUTE_COLUMN, CI_COLUMNS } from '@callboard/plugin-itsm-common';
import type {
  CiAttribute,
  CiClassView,
  CiColumnKey,
  CiListItem,
} from '@callboard/plugin-itsm-common';
import { RefLabel } from '@callboard/plugin-itsm-react';
import type {
  ColumnChoice,
  RecordColumn,
  Refs,
} from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { attributeIn, isCiColumn } from './ciList';
import { ItemKind } from './ItemKind';
import { LastChange } from './LastChange';
import { ciListTranslationRef } from './translation';
import { useClasses } from './useClasses';

type Column = RecordColumn<CiListItem>;

/** All columns that the list can have. */
function useAllColumns(
  refs: Refs | undefined,
  classes: readonly CiClassView[],
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
      class: column(
        'class',
        150,
        item =>
          classes.find(c => c.key === item.class)?.name ?? item.class ?? '–',
      ),
      ownerRef: column('ownerRef', 160, item => (
        <RefLabel entityRef={item.ownerRef} refs={refs} plain />
      )),
      systemRef: column('systemRef', 150, item => (
        <RefLabel entityRef={item.systemRef} refs={refs} plain />
      )),
      lifecycle: column('lifecycle', 120, item => item.lifecycle ?? '–'),
      sources: column('sources', 170, item =>
        item.origin === 'catalog' && item.sources.length === 0
          ? t('fromCatalog')
          : item.sources.join(', '),
      ),
      health: column(
        'health',
        100,
        item => (item.health === undefined ? '–' : `${item.health} %`),
        { align: 'right' },
      ),
      lastChange: column(
        'lastChange',
        150,
        item => <LastChange item={item} />,
        { sortsBy: 'changed' },
      ),
    };
  }, [t, refs, classes]);
}

/** The attributes of all classes, each once. */
function attributesOf(
  classes: readonly CiClassView[],
): Map<string, Pick<CiAttribute, 'label' | 'unit'>> {
  return new Map(
    classes.flatMap(c => c.attributes).map(a => [a.key, a] as const),
  );
}

function attributeColumn(
  key: string,
  attribute: Pick<CiAttribute, 'label' | 'unit'> | undefined,
): Column {
  return {
    id: `${ATTRIBUTE_COLUMN}${key}`,
    label: attribute?.label ?? key,
    width: 150,
    render: ({ attributes }) => {
      const value = attributes?.[key];
      if (value === undefined) return '–';
      const text = Array.isArray(value) ? value.join(', ') : String(value);
      const unit = typeof value === 'number' && attribute?.unit;
      const words = unit ? `${text} ${unit}` : text;
      return <span title={words}>{words}</span>;
    },
  };
}

/** The columns of the list, as they were chosen. */
export function useCiColumns(
  chosen: readonly string[],
  refs: Refs | undefined,
): Column[] {
  const classes = useClasses();
  const all = useAllColumns(refs, classes);
  return useMemo(() => {
    const attributes = attributesOf(classes);
    return chosen.filter(isCiColumn).map(id => {
      const key = attributeIn(id);
      return key === undefined
        ? all[id as CiColumnKey]
        : attributeColumn(key, attributes.get(key));
    });
  }, [all, chosen, classes]);
}

/** What the columns of the list can be chosen from. */
export function useCiColumnChoices(): ColumnChoice[] {
  const classes = useClasses();
  const all = useAllColumns(undefined, classes);
  return [
    ...CI_COLUMNS.map(key => ({ key, label: all[key].label })),
    ...[...attributesOf(classes)].map(([key, { label }]) => ({
      key: `${ATTRIBUTE_COLUMN}${key}`,
      label,
    })),
  ];
}
