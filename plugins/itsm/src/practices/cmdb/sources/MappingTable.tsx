import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import type { CiSource, CiSourceBody } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  isForbidden,
  Message,
} from '@callboard/plugin-itsm-react';
import { AdminTable } from '../../../core/admin/AdminTable';
import { keyLabel } from '../classes/attributeWords';
import { ciClassTranslationRef } from '../classes/translation';
import { useClasses } from '../classes/useClasses';
import styles from './Data.module.css';
import { ciSourcesTranslationRef } from './translation';
import type { SourceWords } from './translation';
import { useMapping } from './useMapping';

const SHOWN_VALUES = 6;

type Column = CiSourceBody['columns'][number];

/** How a column is read, as sentences without verbs. */
function howWords(column: Column, t: SourceWords): string[] {
  const values = Object.entries(column.values ?? {});
  const said: string[] = values
    .slice(0, SHOWN_VALUES)
    .map(([from, to]) => t('mapping.value', { from, to: String(to) }));
  if (values.length > SHOWN_VALUES)
    said.push(
      t('mapping.moreValues', { count: values.length - SHOWN_VALUES } as never),
    );
  if (column.onlyValues) said.push(t('mapping.onlyValues'));
  if (column.required) said.push(t('mapping.required'));
  if (column.mayBeAbsent) said.push(t('mapping.mayBeAbsent'));
  if (column.dateFormat)
    said.push(t('mapping.date', { format: column.dateFormat }));
  if (column.decimal === ',') said.push(t('mapping.decimal'));
  if (column.to === 'dependsOn')
    said.push(t('mapping.separator', { separator: column.separator ?? ';' }));
  return said.length > 0 ? said : [t('mapping.asIs')];
}

/** How the columns of a source become attributes. */
export function MappingTable(props: { source: CiSource }) {
  const { source } = props;
  const { t } = useTranslationRef(ciSourcesTranslationRef);
  const { t: tc } = useTranslationRef(ciClassTranslationRef);
  const classes = useClasses();
  const { mapping, error, refetch } = useMapping(source.key);
  if (error && !mapping) {
    return isForbidden(error) ? (
      <Message small title={t('page.mappingNone')}>
        {t('page.mappingForbidden')}
      </Message>
    ) : (
      <FailureMessage small error={error} onRetry={() => refetch()} />
    );
  }
  if (!mapping) {
    return (
      <div aria-busy="true">
        <Skeleton height={120} />
      </div>
    );
  }
  const classColumn =
    typeof mapping.class === 'object'
      ? [
          {
            from: mapping.class.from,
            to: 'class',
            values: mapping.class.values,
          },
        ]
      : [];
  const [onlyClass] = source.classes.length === 1 ? source.classes : [];
  return (
    <AdminTable
      label={t('page.mapping')}
      items={[...classColumn, ...mapping.columns] as Column[]}
      idOf={c => `${c.from} ${c.to}`}
      columns={[
        {
          id: 'from',
          label: t('mapping.from'),
          render: c => <span className={styles.code}>{c.from}</span>,
        },
        {
          id: 'to',
          label: t('mapping.to'),
          render: c => keyLabel(c.to, classes, tc, onlyClass),
        },
        {
          id: 'how',
          label: t('mapping.how'),
          render: c => (
            <ul className={styles.lines}>
              {howWords(c, t).map(words => (
                <li key={words}>{words}</li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  );
}
