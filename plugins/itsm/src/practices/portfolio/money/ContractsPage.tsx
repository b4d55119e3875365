import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  contractLifecycle,
  contractRoutes,
} from '@callboard/plugin-itsm-common';
import type { ContractSummary, Lifecycle } from '@callboard/plugin-itsm-common';
import { RecordListPage } from '@callboard/plugin-itsm-react';
import type { RecordBulkSpec } from '@callboard/plugin-itsm-react';
import { contractRouteRef } from '../routes';
import { isInContractRows, useContractList } from './contracts/lists';
import type { ContractView } from './contracts/lists';
import { TakeUpContract } from './contracts/TakeUpContract';
import { TimePill } from './contracts/TimePill';
import { useContractColumns } from './contracts/useContractColumns';
import { CONTRACT_RECORD_FIELDS } from './fields';
import { moneyTranslationRef } from './translation';
import { dayWords } from './words';

const BULK: RecordBulkSpec = {
  lifecycle: contractLifecycle as Lifecycle,
  fields: CONTRACT_RECORD_FIELDS,
  editable: [
    'ownerRef',
    'assigneeRef',
    'renewal',
    'noticeDays',
    'endAt',
    'countsAs',
    'costKind',
    'visibility',
  ],
  clearable: ['assigneeRef', 'noticeDays', 'endAt'],
  route: contractRoutes.bulk,
};

/** What was agreed with suppliers, and by when to decide. */
export function ContractsPage() {
  const { t } = useTranslationRef(moneyTranslationRef);
  const hrefOf = useRouteRef(contractRouteRef);
  const list = useContractList();
  const columns = useContractColumns(list.columns, list.page?.refs);
  return (
    <RecordListPage<ContractSummary>
      list={list}
      title={t('contracts.title')}
      about={t('contracts.about')}
      lifecycle={contractLifecycle as Lifecycle}
      columns={columns}
      isInRows={isInContractRows}
      viewLabel={view => t(`contracts.view.${view as ContractView}`)}
      emptyTitle={t('contracts.empty.title')}
      emptyWords={
        list.isFiltered
          ? t('contracts.empty.filtered')
          : t(`contracts.empty.${list.queue as ContractView}`)
      }
      begin={<TakeUpContract />}
      hrefOf={number => hrefOf?.({ number })}
      cardFacts={({ time, supplierName, supplier, endAt }) => (
        <>
          <TimePill time={time} />
          <span>{supplierName ?? supplier}</span>
          {endAt && <span>{`${t('contracts.ends')} ${dayWords(endAt)}`}</span>}
        </>
      )}
      withService
      withFields
      bulk={BULK}
    />
  );
}
