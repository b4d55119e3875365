import {
  useRouteRef,
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  CONTRACT,
  contractLifecycle,
  CONTRACT_COUNTS_LABELS,
  contractRoutes,
  COST_KIND_LABELS,
} from '@callboard/plugin-itsm-common';
import type { Contract, Lifecycle } from '@callboard/plugin-itsm-common';
import {
  EditableFact,
  Markdown,
  Property,
  RecordPageBody,
  RecordPageFrame,
  RecordSection,
  useRecordOnPage,
} from '@callboard/plugin-itsm-react';
import type { RecordOnPage } from '@callboard/plugin-itsm-react';
import { contractRouteRef, contractsRouteRef } from '../routes';
import { ContractServices } from './contracts/ContractServices';
import { EditableWords } from './contracts/EditableWords';
import { TimePill } from './contracts/TimePill';
import { SupplierOf } from './contracts/useContractColumns';
import { ValueFact } from './contracts/ValueFact';
import { CONTRACT_RECORD_FIELDS } from './fields';
import styles from './Money.module.css';
import { moneyTranslationRef } from './translation';
import { dayWords } from './words';

type OnPage = RecordOnPage<typeof contractRoutes>;

/** How it stands in time, in words. */
function Time({ contract }: { contract: Contract }) {
  const { time, endAt, noticeBy } = contract;
  const { t } = useTranslationRef(moneyTranslationRef);
  if (time === 'none') return null;
  const at = time === 'ends-soon' ? endAt : noticeBy;
  return (
    <>
      <TimePill time={time} />
      <span className={styles.hint}>
        {t(`contracts.timeWords.${time}`, { day: at ? dayWords(at) : '' })}
      </span>
    </>
  );
}

function Main(props: { contract: Contract; page: OnPage }) {
  const { contract, page } = props;
  const { t } = useTranslationRef(moneyTranslationRef);
  return (
    <>
      {contract.endReason && (
        <RecordSection title={t('contracts.ended')}>
          <Markdown>{contract.endReason}</Markdown>
        </RecordSection>
      )}
      <EditableWords
        name="terms"
        title={t('contracts.terms')}
        empty={t('contracts.noTerms')}
        words={contract.terms}
        record={contract}
        page={page}
      />
      <ContractServices contract={contract} page={page} />
    </>
  );
}

function Facts(props: { contract: Contract; page: OnPage }) {
  const { contract, page } = props;
  const { agreement, agreementName, noticeBy } = contract;
  const { t } = useTranslationRef(moneyTranslationRef);
  const common = {
    fields: CONTRACT_RECORD_FIELDS,
    record: contract,
    page,
    empty: t('notSaid'),
  };
  return (
    <>
      <Property label={t('contracts.supplier')}>
        <SupplierOf {...contract} />
      </Property>
      <EditableFact name="startAt" {...common} />
      <EditableFact name="endAt" {...common} empty={t('contracts.noEnd')} />
      <EditableFact name="renewal" {...common} />
      {contract.renewal === 'automatic' && (
        <EditableFact name="renewalMonths" {...common} />
      )}
      <EditableFact name="noticeDays" {...common} />
      {noticeBy && (
        <Property label={t('contracts.notice')}>{dayWords(noticeBy)}</Property>
      )}
      <ValueFact contract={contract} page={page} />
      {contract.viewer.seesInternal && (
        <>
          <EditableFact
            name="countsAs"
            {...common}
            empty={CONTRACT_COUNTS_LABELS.automatic}
          />
          <EditableFact
            name="costKind"
            {...common}
            empty={COST_KIND_LABELS.suppliers}
          />
        </>
      )}
      {agreement && (
        <Property label={t('contracts.underpins')}>
          {agreementName ?? agreement}
        </Property>
      )}
      <EditableFact name="ownerRef" {...common} empty={t('nobody')} />
      <EditableFact name="assigneeRef" {...common} empty={t('nobody')} />
    </>
  );
}

/** One contract: with whom, for what, until when, and what it is worth. */
export function ContractPage() {
  const { number } = useRouteRefParams(contractRouteRef);
  const { t } = useTranslationRef(moneyTranslationRef);
  const href = useRouteRef(contractRouteRef)?.({ number });
  const all = useRouteRef(contractsRouteRef)?.();
  const page = useRecordOnPage(contractRoutes, number);
  const { data: contract, error, refetch } = page.query;
  return (
    <RecordPageFrame
      number={number}
      href={href}
      title={contract?.title}
      error={error}
      onRetry={() => refetch()}
      back={{ href: all, label: t('contracts.back') }}
    >
      {contract && (
        <RecordPageBody
          key={contract.id}
          record={contract}
          type={CONTRACT}
          lifecycle={contractLifecycle as Lifecycle}
          fields={CONTRACT_RECORD_FIELDS}
          page={page}
          head={<Time contract={contract} />}
          main={<Main contract={contract} page={page} />}
          facts={<Facts contract={contract} page={page} />}
          sideLabel={t('contracts.side')}
        />
      )}
    </RecordPageFrame>
  );
}
