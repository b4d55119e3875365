import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { contractLifecycle, formatMoney } from '@callboard/plugin-itsm-common';
import type { ContractSummary, Lifecycle } from '@callboard/plugin-itsm-common';
import {
  RouterLink,
  useListColumns,
  useUsualColumns,
} from '@callboard/plugin-itsm-react';
import type { RecordColumn, Refs } from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { supplierRouteRef } from '../../routes';
import { moneyTranslationRef } from '../translation';
import { dayWords } from '../words';
import { TimePill } from './TimePill';

/** With whom a contract is, by name where one may know it. */
export function SupplierOf({
  supplier,
  supplierName,
}: Pick<ContractSummary, 'supplier' | 'supplierName'>) {
  const hrefOf = useRouteRef(supplierRouteRef);
  if (!supplier) return null;
  const href = supplierName && hrefOf?.({ number: supplier });
  if (!href) return <>{supplier}</>;
  return <RouterLink to={href}>{supplierName}</RouterLink>;
}

/** What a contract is worth, in words. */
export function useValueWords() {
  const { t } = useTranslationRef(moneyTranslationRef);
  return ({
    value,
    valuePer,
  }: Pick<ContractSummary, 'value' | 'valuePer'>): string | undefined => {
    if (!value) return undefined;
    const amount = formatMoney(value.minor, value.currency);
    return valuePer
      ? t('contracts.worth', { amount, per: t(`contracts.per.${valuePer}`) })
      : amount;
  };
}

/** The columns of the list, as they were chosen. */
export function useContractColumns(
  chosen: readonly string[],
  refs: Refs | undefined,
): RecordColumn<ContractSummary>[] {
  const { t } = useTranslationRef(moneyTranslationRef);
  const valueWords = useValueWords();
  const usual = useUsualColumns<ContractSummary>(
    contractLifecycle as Lifecycle,
    refs,
  );
  const drawn = useMemo((): RecordColumn<ContractSummary>[] => {
    const day = (
      id: 'noticeBy' | 'endAt' | 'startAt',
      label: string,
    ): RecordColumn<ContractSummary> => ({
      id,
      label,
      sortsBy: id,
      width: 112,
      render: row => (row[id] ? dayWords(row[id]!) : '–'),
    });
    return [
      ...usual,
      {
        id: 'supplier',
        label: t('contracts.supplier'),
        sortsBy: 'supplier',
        width: 150,
        render: row => row.supplierName ?? row.supplier,
      },
      {
        id: 'time',
        label: t('contracts.renewal'),
        width: 170,
        keepsWhenNarrow: true,
        render: ({ time }) => <TimePill time={time} />,
      },
      day('startAt', t('contracts.begins')),
      day('noticeBy', t('contracts.notice')),
      day('endAt', t('contracts.ends')),
      {
        id: 'value',
        label: t('contracts.value'),
        width: 168,
        align: 'right',
        render: row => valueWords(row) ?? '–',
      },
    ];
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [usual, t]);
  return useListColumns('contract', chosen, drawn, refs);
}
