import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { RouterLink } from '@callboard/plugin-itsm-react';
import { RiAddLine } from '@remixicon/react';
import { AdminStates } from '../../../core/admin/AdminStates';
import { AdminTable } from '../../../core/admin/AdminTable';
import { useDataAddresses } from '../sources/addresses';
import styles from '../sources/Data.module.css';
import { DataPage } from '../sources/DataPage';
import { ruleWords } from './attributeWords';
import { ciClassTranslationRef } from './translation';
import { useClassCounts } from './useClassCounts';
import { useClassesQuery } from './useClasses';

/** All classes: how many items each has, their attributes, and what names one item. */
export function ClassesPage() {
  const { t } = useTranslationRef(ciClassTranslationRef);
  const addresses = useDataAddresses();
  const query = useClassesQuery();
  const countOf = useClassCounts();
  const write = addresses.newDefinition('ci-class');
  const add = (variant: 'primary' | 'secondary') =>
    write && (
      <ButtonLink variant={variant} iconStart={<RiAddLine />} href={write}>
        {t('add')}
      </ButtonLink>
    );
  return (
    <DataPage
      page="classes"
      title={t('title')}
      intro={`${t('intro')} ${t('readOnly')}`}
      actions={query.data && add('secondary')}
    >
      <AdminStates
        query={query}
        isEmpty={({ items }) => items.length === 0}
        empty={{
          title: t('empty'),
          next: t('emptyNext'),
          actions: add('primary'),
        }}
      >
        {({ items }) => (
          <AdminTable
            label={t('title')}
            items={items}
            idOf={c => c.key}
            columns={[
              {
                id: 'name',
                label: t('column.name'),
                render: c => (
                  <>
                    <RouterLink
                      className={styles.strong}
                      to={addresses.class(c.key)}
                    >
                      {c.name}
                    </RouterLink>
                    {c.description && (
                      <span className={styles.about}>{c.description}</span>
                    )}
                  </>
                ),
              },
              {
                id: 'items',
                label: t('column.items'),
                align: 'right',
                render: c => countOf(c.key),
              },
              {
                id: 'attributes',
                label: t('column.attributes'),
                render: c => {
                  const required = c.attributes.filter(
                    a => a.need === 'required',
                  ).length;
                  return (
                    <>
                      {t('count', { count: c.attributes.length } as never)}
                      <span className={styles.about}>
                        {t('required', { count: required } as never)}
                      </span>
                    </>
                  );
                },
              },
              {
                id: 'identification',
                label: t('column.identification'),
                render: c => (
                  <ul className={styles.lines}>
                    {c.identification.map(rule => (
                      <li key={rule.join('+')}>
                        {ruleWords(rule, items, t, c.key)}
                      </li>
                    ))}
                  </ul>
                ),
              },
            ]}
          />
        )}
      </AdminStates>
    </DataPage>
  );
}
