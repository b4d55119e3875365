import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  supplierLifecycle,
  supplierRoutes,
} from '@callboard/plugin-itsm-common';
import type { Lifecycle, SupplierSummary } from '@callboard/plugin-itsm-common';
import {
  RecordListPage,
  RefLabel,
  useListColumns,
  useUsualColumns,
} from '@callboard/plugin-itsm-react';
import type {
  RecordBulkSpec,
  RecordColumn,
} from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { supplierRouteRef } from '../routes';
import { isInSupplierRows, useSupplierList } from './contracts/lists';
import type { SupplierView } from './contracts/lists';
import { TakeUpSupplier } from './contracts/TakeUpSupplier';
import { SUPPLIER_RECORD_FIELDS } from './fields';
import { moneyTranslationRef } from './translation';

const LIFECYCLE = supplierLifecycle as Lifecycle;

const BULK: RecordBulkSpec = {
  lifecycle: LIFECYCLE,
  fields: SUPPLIER_RECORD_FIELDS,
  editable: ['ownerRef', 'assigneeRef', 'reviewAt', 'visibility'],
  clearable: ['assigneeRef', 'reviewAt'],
  route: supplierRoutes.bulk,
};

/** Who is paid for something that services need. */
export function SuppliersPage() {
  const { t } = useTranslationRef(moneyTranslationRef);
  const hrefOf = useRouteRef(supplierRouteRef);
  const list = useSupplierList();
  const refs = list.page?.refs;
  const usual = useUsualColumns<SupplierSummary>(LIFECYCLE, refs);
  const drawn = useMemo(
    (): RecordColumn<SupplierSummary>[] => [
      ...usual,
      {
        id: 'contracts',
        label: t('suppliers.contracts'),
        width: 100,
        align: 'right',
        render: ({ contracts }) => String(contracts),
      },
    ],
    [usual, t],
  );
  const columns = useListColumns('supplier', list.columns, drawn, refs);
  return (
    <RecordListPage<SupplierSummary>
      list={list}
      title={t('suppliers.title')}
      about={t('suppliers.about')}
      lifecycle={LIFECYCLE}
      columns={columns}
      isInRows={isInSupplierRows}
      viewLabel={view => t(`suppliers.view.${view as SupplierView}`)}
      emptyTitle={t('suppliers.empty.title')}
      emptyWords={
        list.isFiltered
          ? t('suppliers.empty.filtered')
          : t(`suppliers.empty.${list.queue as SupplierView}`)
      }
      begin={<TakeUpSupplier />}
      hrefOf={number => hrefOf?.({ number })}
      cardFacts={({ contracts, ownerRef }) => (
        <>
          <span>{t('suppliers.count', { count: contracts })}</span>
          {ownerRef && <RefLabel entityRef={ownerRef} refs={refs} plain />}
        </>
      )}
      withFields
      bulk={BULK}
    />
  );
}
