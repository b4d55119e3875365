import {
  useRouteRef,
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Link, Skeleton } from '@backstage/ui';
import {
  contractRoutes,
  SUPPLIER,
  supplierLifecycle,
  supplierRoutes,
} from '@callboard/plugin-itsm-common';
import type { Lifecycle, Supplier } from '@callboard/plugin-itsm-common';
import {
  EditableFact,
  FailureMessage,
  Markdown,
  Property,
  RecordPageBody,
  RecordPageFrame,
  RecordSection,
  RouterLink,
  useItsmQuery,
  useRecordOnPage,
} from '@callboard/plugin-itsm-react';
import type { RecordOnPage } from '@callboard/plugin-itsm-react';
import {
  contractRouteRef,
  supplierRouteRef,
  suppliersRouteRef,
} from '../routes';
import { EditableWords } from './contracts/EditableWords';
import { TakeUpContract } from './contracts/TakeUpContract';
import { TimePill } from './contracts/TimePill';
import { useValueWords } from './contracts/useContractColumns';
import { SUPPLIER_RECORD_FIELDS } from './fields';
import styles from './Money.module.css';
import { moneyTranslationRef } from './translation';
import { dayWords } from './words';

type OnPage = RecordOnPage<typeof supplierRoutes>;

/** What was imported past all checks may be any text; only an address of the web is followed. */
const WEB = /^https?:\/\//i;

/** What was agreed with them, the next end first. */
function Contracts({ number }: { number: string }) {
  const { t } = useTranslationRef(moneyTranslationRef);
  const hrefOf = useRouteRef(contractRouteRef);
  const valueWords = useValueWords();
  const { data, error, refetch } = useItsmQuery(contractRoutes.list, {
    query: {
      filter: JSON.stringify({ supplier: number }),
      sort: 'endAt',
      order: 'asc',
      limit: 50,
    },
  });
  return (
    <RecordSection title={t('suppliers.contractsOf')}>
      {!data && !error && <Skeleton height={84} />}
      {!data && error && (
        <FailureMessage small error={error} onRetry={() => refetch()} />
      )}
      {data?.items.length === 0 && (
        <p className={styles.hint}>{t('suppliers.noContracts')}</p>
      )}
      {data && data.items.length > 0 && (
        <div className={styles.scroll}>
          <table className={`${styles.table} ${styles.rows}`}>
            <thead>
              <tr>
                <th scope="col">{t('contracts.title')}</th>
                <th scope="col">{t('contracts.renewal')}</th>
                <th scope="col">{t('contracts.ends')}</th>
                <th scope="col" className={styles.number}>
                  {t('contracts.value')}
                </th>
              </tr>
            </thead>
            <tbody>
              {data.items.map(contract => (
                <tr key={contract.id}>
                  <th scope="row">
                    <RouterLink
                      to={hrefOf?.({ number: contract.number }) ?? ''}
                    >
                      {`${contract.number} ${contract.title}`}
                    </RouterLink>
                  </th>
                  <td>
                    <TimePill time={contract.time} />
                  </td>
                  <td>{contract.endAt && dayWords(contract.endAt)}</td>
                  <td className={styles.number}>{valueWords(contract)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className={styles.below}>
        <TakeUpContract supplier={number} variant="secondary" />
      </div>
    </RecordSection>
  );
}

function Main(props: { supplier: Supplier; page: OnPage }) {
  const { supplier, page } = props;
  const { t } = useTranslationRef(moneyTranslationRef);
  const common = { record: supplier, page, empty: t('contracts.noTerms') };
  return (
    <>
      {supplier.endReason && (
        <RecordSection title={t('suppliers.ended')}>
          <Markdown>{supplier.endReason}</Markdown>
        </RecordSection>
      )}
      <EditableWords
        name="provides"
        title={t('suppliers.provides')}
        words={supplier.provides}
        {...common}
      />
      <EditableWords
        name="contact"
        title={t('suppliers.contact')}
        words={supplier.contact}
        {...common}
      />
      <Contracts number={supplier.number} />
    </>
  );
}

function Facts(props: { supplier: Supplier; page: OnPage }) {
  const { supplier, page } = props;
  const { t } = useTranslationRef(moneyTranslationRef);
  const common = {
    fields: SUPPLIER_RECORD_FIELDS,
    record: supplier,
    page,
    empty: t('notSaid'),
  };
  return (
    <>
      {supplier.website && (
        <Property label={t('suppliers.website')}>
          {WEB.test(supplier.website) ? (
            <Link href={supplier.website} target="_blank" rel="noreferrer">
              {supplier.website}
            </Link>
          ) : (
            supplier.website
          )}
        </Property>
      )}
      <EditableFact name="ownerRef" {...common} empty={t('nobody')} />
      <EditableFact name="assigneeRef" {...common} empty={t('nobody')} />
      <EditableFact name="reviewAt" {...common} />
      {!supplier.website && <EditableFact name="website" {...common} />}
    </>
  );
}

/** One supplier: what we get from them, whom to call, and what was agreed. */
export function SupplierPage() {
  const { number } = useRouteRefParams(supplierRouteRef);
  const { t } = useTranslationRef(moneyTranslationRef);
  const href = useRouteRef(supplierRouteRef)?.({ number });
  const all = useRouteRef(suppliersRouteRef)?.();
  const page = useRecordOnPage(supplierRoutes, number);
  const { data: supplier, error, refetch } = page.query;
  return (
    <RecordPageFrame
      number={number}
      href={href}
      title={supplier?.title}
      error={error}
      onRetry={() => refetch()}
      back={{ href: all, label: t('suppliers.back') }}
    >
      {supplier && (
        <RecordPageBody
          key={supplier.id}
          record={supplier}
          type={SUPPLIER}
          lifecycle={supplierLifecycle as Lifecycle}
          fields={SUPPLIER_RECORD_FIELDS}
          page={page}
          main={<Main supplier={supplier} page={page} />}
          facts={<Facts supplier={supplier} page={page} />}
          sideLabel={t('suppliers.side')}
        />
      )}
    </RecordPageFrame>
  );
}
