import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { Contract, contractRoutes } from '@callboard/plugin-itsm-common';
import {
  FormDialog,
  RecordSection,
  RefLabel,
  RouterLink,
  useFormDraft,
} from '@callboard/plugin-itsm-react';
import type { RecordOnPage } from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { serviceCostsRouteRef } from '../../routes';
import { addressOf } from '../costs/addressOf';
import styles from '../Money.module.css';
import { moneyTranslationRef } from '../translation';
import { AgreementPicker } from './AgreementPicker';
import { readServices, ServicesField } from './ServicesField';

type Props = { contract: Contract; page: RecordOnPage<typeof contractRoutes> };

/** All services that a contract is for, its first one first. */
const servedBy = ({ serviceRef, services }: Contract) =>
  serviceRef
    ? [serviceRef, ...services.filter(ref => ref !== serviceRef)]
    : services;

function ServesDialog(props: Props & { onClose: () => void }) {
  const { contract, page, onClose } = props;
  const { number, serviceRef, services, costWeights = {}, refs } = contract;
  const { t } = useTranslationRef(moneyTranslationRef);
  const draft = useFormDraft(
    `contract/${number}/services`,
    {
      agreement: contract.agreement,
      first: serviceRef,
      more: services,
      weights: Object.fromEntries(
        Object.entries(costWeights).map(([ref, n]) => [ref, String(n)]),
      ),
    },
    contract.version,
  );
  const { agreement, ...form } = draft.form;
  const [tried, setTried] = useState(false);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const save = async () => {
    setTried(true);
    const read = readServices(form);
    if (pending || !read) return;
    setPending(true);
    setError(undefined);
    try {
      await page.save(
        {
          services: read.services,
          costWeights: read.costWeights ?? null,
          ...(read.serviceRef !== serviceRef && {
            serviceRef: read.serviceRef ?? null,
          }),
          ...(agreement !== contract.agreement && {
            agreement: agreement ?? null,
          }),
        },
        draft.version ?? contract.version,
      );
      draft.clear();
      onClose();
    } catch (e) {
      setError(e);
    } finally {
      setPending(false);
    }
  };
  return (
    <FormDialog
      title={t('contracts.changeServices')}
      width={560}
      className={styles.form}
      draft={draft}
      error={error}
      submit={t('save')}
      isPending={pending}
      onSubmit={save}
      cancel={t('cancel')}
      onClose={onClose}
    >
      <ServicesField
        value={{ ...form, first: form.first }}
        onChange={draft.change}
        refs={refs}
        tried={tried}
      />
      <AgreementPicker
        value={agreement}
        onChange={key => draft.change({ agreement: key })}
      />
    </FormDialog>
  );
}

/** What a contract is for: its services, with what each bears of its cost. */
export function ContractServices(props: Props) {
  const { contract } = props;
  const { refs, viewer, costWeights = {}, hiddenServices } = contract;
  const { t } = useTranslationRef(moneyTranslationRef);
  const hrefOf = useRouteRef(serviceCostsRouteRef);
  const [open, setOpen] = useState(false);
  const served = servedBy(contract);
  const isWeighed = Object.keys(costWeights).length > 0;
  const canChange = viewer.canEdit && viewer.standing.includes('worker');
  return (
    <RecordSection
      title={t('contracts.services')}
      actions={
        canChange && (
          <Button size="small" variant="tertiary" onPress={() => setOpen(true)}>
            {t('change')}
          </Button>
        )
      }
    >
      {served.length > 0 ? (
        <ul className={styles.plain}>
          {served.map(ref => {
            const href = hrefOf?.(addressOf(ref));
            return (
              <li key={ref}>
                <RefLabel entityRef={ref} refs={refs} />
                {isWeighed && (
                  <span className={styles.hint}>
                    {t('contracts.weighs', {
                      weight: String(costWeights[ref] ?? 1),
                    })}
                  </span>
                )}
                {href && (
                  <RouterLink className={styles.link} to={href}>
                    {t('contracts.toCosts')}
                  </RouterLink>
                )}
              </li>
            );
          })}
        </ul>
      ) : (
        <p className={styles.hint}>{t('contracts.noServices')}</p>
      )}
      {hiddenServices > 0 && (
        <p className={styles.hint}>
          {t('contracts.hiddenServices', { count: hiddenServices })}
        </p>
      )}
      <p className={`${styles.hint} ${styles.after}`}>
        {t(
          contract.countsAs === 'never'
            ? 'contracts.countsNot'
            : 'contracts.inCostsAbout',
        )}
      </p>
      {open && <ServesDialog {...props} onClose={() => setOpen(false)} />}
    </RecordSection>
  );
}
