import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { plainMoney } from '@callboard/plugin-itsm-common';
import type { Contract, contractRoutes } from '@callboard/plugin-itsm-common';
import {
  FormDialog,
  Property,
  useFormDraft,
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
  const { value, valuePer = 'year', number, version } = contract;
  const { t } = useTranslationRef(moneyTranslationRef);
  const draft = useFormDraft<ValueForm>(
    `contract/${number}/value`,
    {
      amount: value ? plainMoney(value.minor, value.currency) : '',
      currency: value?.currency ?? 'EUR',
      valuePer,
    },
    version,
  );
  const { form, change } = draft;
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
        draft.version ?? version,
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
      title={t('contracts.changeValue')}
      width={520}
      className={styles.form}
      draft={draft}
      error={error}
      submit={t('save')}
      isPending={pending}
      onSubmit={save}
      cancel={t('cancel')}
      onClose={onClose}
    >
      <ValueFields value={form} onChange={change} tried={tried} />
    </FormDialog>
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
