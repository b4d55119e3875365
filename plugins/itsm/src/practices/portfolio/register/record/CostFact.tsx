import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon, TextField } from '@backstage/ui';
import {
  parseMoney,
  plainMoney,
  type PortfolioService,
} from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  problemProps,
  Property,
  RefusalAlert,
  SubmitKeys,
} from '@callboard/plugin-itsm-react';
import { RiPencilLine } from '@remixicon/react';
import { useState } from 'react';
import { costOf } from '../costOf';
import styles from '../Register.module.css';
import { portfolioRegisterTranslationRef } from '../translation';

/** What a service is thought to cost a year; typed as people write money, and kept exactly. */
export function CostFact(props: {
  service: PortfolioService;
  canEdit: boolean;
  currency: string;
  onSave: (patch: object, version: number) => Promise<void>;
}) {
  const { service, canEdit, onSave } = props;
  const { estimatedCost, costCurrency, version } = service;
  const { t } = useTranslationRef(portfolioRegisterTranslationRef);
  const [draft, setDraft] = useState<{ amount: string; currency: string }>();
  const [problem, setProblem] = useState<string>();
  const [error, setError] = useState<unknown>();
  const [saving, setSaving] = useState(false);
  const close = () => {
    setDraft(undefined);
    setProblem(undefined);
    setError(undefined);
  };
  const save = async () => {
    if (!draft || saving) return;
    const amount = draft.amount.trim();
    const currency = draft.currency.trim().toUpperCase();
    const read = amount === '' ? undefined : parseMoney(amount, currency);
    if (read && 'fault' in read) {
      setProblem(read.fault);
      return;
    }
    setSaving(true);
    try {
      await onSave(
        {
          estimatedCost: read?.minor ?? null,
          costCurrency: read?.currency ?? null,
        },
        version,
      );
      close();
    } catch (e) {
      setError(e);
    } finally {
      setSaving(false);
    }
  };
  const label = t('record.cost');
  if (!draft)
    return (
      <Property
        label={label}
        actions={
          canEdit && (
            <span data-quiet>
              <ButtonIcon
                size="small"
                variant="tertiary"
                icon={<RiPencilLine />}
                aria-label={t('record.editCost')}
                onPress={() =>
                  setDraft({
                    amount:
                      estimatedCost === undefined
                        ? ''
                        : plainMoney(estimatedCost, costCurrency ?? ''),
                    currency: costCurrency ?? props.currency,
                  })
                }
              />
            </span>
          )
        }
      >
        {costOf(service) ?? t('record.noCost')}
      </Property>
    );
  return (
    <Property label={label}>
      <SubmitKeys onSubmit={save}>
        <div className={styles.money}>
          <TextField
            label={t('record.amount')}
            inputMode="decimal"
            value={draft.amount}
            onChange={amount => setDraft({ ...draft, amount })}
            {...focusOnOpen()}
            {...problemProps(problem)}
          />
          <TextField
            label={t('record.currency')}
            value={draft.currency}
            maxLength={3}
            onChange={currency => setDraft({ ...draft, currency })}
          />
        </div>
        <RefusalAlert error={error} />
        <div className={styles.buttons}>
          <Button
            size="small"
            variant="primary"
            isPending={saving}
            onPress={save}
          >
            {t('record.save')}
          </Button>
          <Button size="small" variant="secondary" onPress={close}>
            {t('record.cancel')}
          </Button>
        </div>
      </SubmitKeys>
    </Property>
  );
}
