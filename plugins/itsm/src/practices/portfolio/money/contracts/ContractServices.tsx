import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import type { Contract, contractRoutes } from '@callboard/plugin-itsm-common';
import {
  RecordSection,
  RefLabel,
  RefusalAlert,
  RouterLink,
  SubmitKeys,
  SubmitKeysHint,
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
  const { serviceRef, services, costWeights = {}, refs, version } = contract;
  const { t } = useTranslationRef(moneyTranslationRef);
  const [agreement, setAgreement] = useState(contract.agreement);
  const [form, setForm] = useState({
    first: serviceRef,
    more: services,
    weights: Object.fromEntries(
      Object.entries(costWeights).map(([ref, n]) => [ref, String(n)]),
    ),
  });
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
        version,
      );
      onClose();
    } catch (e) {
      setError(e);
    } finally {
      setPending(false);
    }
  };
  return (
    <Dialog
      isOpen
      isDismissable
      width={560}
      onOpenChange={open => !open && onClose()}
    >
      <DialogHeader>{t('contracts.changeServices')}</DialogHeader>
      <DialogBody>
        <SubmitKeys className={styles.form} onSubmit={save}>
          <ServicesField
            value={form}
            onChange={setForm}
            refs={refs}
            tried={tried}
          />
          <AgreementPicker value={agreement} onChange={setAgreement} />
          <RefusalAlert error={error} />
        </SubmitKeys>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" isPending={pending} onPress={save}>
          {t('save')}
          <SubmitKeysHint />
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
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
                  <RouterLink to={href}>{t('contracts.toCosts')}</RouterLink>
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
      <p className={styles.hint}>
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
