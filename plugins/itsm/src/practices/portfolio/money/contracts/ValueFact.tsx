import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import { plainMoney } from '@callboard/plugin-itsm-common';
import type { Contract, contractRoutes } from '@callboard/plugin-itsm-common';
import {
  Property,
  RefusalAlert,
  SubmitKeys,
  SubmitKeysHint,
} from '@callboard/plugin-itsm-react';
import type { RecordOnPage } from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import styles from '../Money.module.css';
import { moneyTranslationRef } from '../translation';
import { useValueWords } from './useContractColumns';
import { readValue, ValueFields } from './ValueFields';
import type { ValueForm } from './ValueFields';

type Props = { contract: Contract; page: RecordOnPage<typeof contractRoutes> };

function ValueDialog(props: Props & { onClose: () => void }) {
  const { contract, page, onClose } = props;
  const { value, valuePer = 'year', version } = contract;
  const { t } = useTranslationRef(moneyTranslationRef);
  const [form, setForm] = useState<ValueForm>({
    amount: value ? plainMoney(value.minor, value.currency) : '',
    currency: value?.currency ?? 'EUR',
    valuePer,
  });
  const [tried, setTried] = useState(false);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const save = async () => {
    setTried(true);
    const read = readValue(form);
    if (pending || (read && 'fault' in read)) return;
    setPending(true);
    try {
      await page.save(
        read ?? { valueMinor: null, currency: null, valuePer: null },
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
      width={520}
      onOpenChange={open => !open && onClose()}
    >
      <DialogHeader>{t('contracts.changeValue')}</DialogHeader>
      <DialogBody>
        <SubmitKeys className={styles.form} onSubmit={save}>
          <ValueFields value={form} onChange={setForm} tried={tried} />
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

/** What a contract is worth, to be changed by those who work on it. */
export function ValueFact(props: Props) {
  const { contract } = props;
  const { viewer } = contract;
  const { t } = useTranslationRef(moneyTranslationRef);
  const valueWords = useValueWords();
  const [open, setOpen] = useState(false);
  const works = viewer.standing.includes('worker');
  return (
    <Property label={t('contracts.value')}>
      {valueWords(contract) ?? t(works ? 'notSaid' : 'contracts.hidden')}
      {works && viewer.canEdit && (
        <div>
          <Button size="small" variant="tertiary" onPress={() => setOpen(true)}>
            {t('contracts.changeValue')}
          </Button>
        </div>
      )}
      {open && <ValueDialog {...props} onClose={() => setOpen(false)} />}
    </Property>
  );
}
