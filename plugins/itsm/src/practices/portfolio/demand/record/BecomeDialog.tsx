import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Checkbox, Radio, RadioGroup, TextField } from '@backstage/ui';
import { demandRoutes } from '@callboard/plugin-itsm-common';
import type {
  Demand,
  DemandBecomes,
  DemandBecoming,
} from '@callboard/plugin-itsm-common';
import {
  FormDialog,
  problemProps,
  ServicePicker,
  useFormDraft,
  useItsmMutation,
  useRequestKey,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import styles from '../Demand.module.css';
import { demandTranslationRef } from '../translation';

/** Asks what a need becomes: something new, or a record that is there. */
export function BecomeDialog(props: {
  demand: Demand;
  becomes: readonly DemandBecomes[];
  onMade: (demand: Demand) => void;
  onClose: () => void;
}) {
  const { demand, becomes, onMade, onClose } = props;
  const { t } = useTranslationRef(demandTranslationRef);
  const toast = useApi(toastApiRef);
  const draft = useFormDraft(`demand/${demand.number}/become`, {
    as: becomes[0],
    isThere: false,
    number: '',
    title: demand.title,
    serviceRef: demand.serviceRef,
  });
  const { form, change } = draft;
  const { as, isThere, number, title, serviceRef } = form;
  const [tried, setTried] = useState(false);
  const keyOf = useRequestKey();
  const { mutate, isPending, error } = useItsmMutation(demandRoutes.become);
  const needsService = as === 'change' && !isThere && !serviceRef;
  const needsNumber = isThere && !number.trim();
  const body: DemandBecoming = isThere
    ? { as, number: number.trim() }
    : {
        as,
        title: title.trim() || undefined,
        serviceRef: as === 'change' ? serviceRef : undefined,
      };
  const send = () => {
    setTried(true);
    if (isPending || needsService || needsNumber) return;
    mutate(
      { params: { id: demand.number }, body, idempotencyKey: keyOf(body) },
      {
        onSuccess: made => {
          toast.post({ title: t('outcome.made'), status: 'success' });
          draft.clear();
          onMade(made);
        },
      },
    );
  };
  return (
    <FormDialog
      title={t('outcome.dialog')}
      width={520}
      className={styles.form}
      draft={draft}
      error={error}
      submit={t('outcome.make')}
      isPending={isPending}
      onSubmit={send}
      cancel={t('outcome.cancel')}
      onClose={onClose}
    >
      <RadioGroup
        label={t('outcome.open')}
        value={as}
        onChange={value => change({ as: value as DemandBecomes })}
      >
        {becomes.map(value => (
          <Radio key={value} value={value}>
            {t(`outcome.${value}`)}
          </Radio>
        ))}
      </RadioGroup>
      <Checkbox isSelected={isThere} onChange={is => change({ isThere: is })}>
        {t('outcome.link')}
      </Checkbox>
      {isThere ? (
        <TextField
          label={t('outcome.number')}
          value={number}
          onChange={text => change({ number: text })}
          isRequired
          {...problemProps(
            tried && needsNumber ? t('outcome.needsNumber') : undefined,
          )}
        />
      ) : (
        <TextField
          label={t('outcome.titleField')}
          value={title}
          maxLength={200}
          onChange={text => change({ title: text })}
        />
      )}
      {as === 'change' && !isThere && (
        <ServicePicker
          label={t('outcome.which')}
          value={serviceRef}
          onChange={ref => change({ serviceRef: ref })}
          {...problemProps(
            tried && needsService ? t('outcome.needsService') : undefined,
          )}
        />
      )}
      <p className={styles.hint}>{t('outcome.follows')}</p>
    </FormDialog>
  );
}
