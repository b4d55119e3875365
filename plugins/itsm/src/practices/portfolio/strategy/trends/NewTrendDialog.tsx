import {
  toastApiRef,
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Select, TextAreaField, TextField } from '@backstage/ui';
import {
  LONGEST_TREND_REVIEW_DAYS,
  TREND_CONFIDENCES,
  TREND_HORIZONS,
  TREND_IMPACTS,
  TREND_REVIEW_DAYS,
  trendPermissions,
  trendRoutes,
} from '@callboard/plugin-itsm-common';
import type {
  TrendConfidence,
  TrendHorizon,
  TrendImpact,
} from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  FormDialog,
  GroupPicker,
  problemProps,
  useFormDraft,
  useGo,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { RiAddLine } from '@remixicon/react';
import { useState } from 'react';
import { trendRouteRef } from '../../routes';
import styles from '../Strategy.module.css';
import { trendTranslationRef } from '../translation';

interface TrendForm {
  title: string;
  what: string;
  trendImpact: TrendImpact;
  trendHorizon: TrendHorizon;
  trendConfidence: TrendConfidence;
  reviewEvery: string;
  ownerRef?: string;
}

const EMPTY: TrendForm = {
  title: '',
  what: '',
  trendImpact: 'opportunity',
  trendHorizon: 'next',
  trendConfidence: 'low',
  reviewEvery: String(TREND_REVIEW_DAYS),
};

const choicesOf = (all: readonly { value: string; label: string }[]) =>
  all.map(({ value, label }) => ({ id: value, label }));

function NewTrendDialog(props: { onClose: () => void }) {
  const { onClose } = props;
  const { t } = useTranslationRef(trendTranslationRef);
  const toast = useApi(toastApiRef);
  const go = useGo();
  const hrefOf = useRouteRef(trendRouteRef);
  const draft = useFormDraft<TrendForm>('trend/new', EMPTY);
  const { form, change } = draft;
  const [tried, setTried] = useState(false);
  const file = useItsmMutation(trendRoutes.file);
  const title = form.title.trim();
  const what = form.what.trim();
  const days = Number(form.reviewEvery);
  const isBad =
    !Number.isInteger(days) || days < 1 || days > LONGEST_TREND_REVIEW_DAYS;
  const problem = (holds: boolean, words: string) =>
    problemProps(tried && holds ? words : undefined);
  const submit = () => {
    setTried(true);
    if (!title || !what || !form.ownerRef || isBad || file.isPending) return;
    file.mutate(
      {
        body: {
          ...form,
          ownerRef: form.ownerRef,
          title,
          what,
          reviewEvery: days,
        },
      },
      {
        onSuccess: ({ number }) => {
          draft.clear();
          toast.post({ title: t('form.done', { number }), status: 'success' });
          onClose();
          const href = hrefOf?.({ number });
          if (href) go(href);
        },
      },
    );
  };
  return (
    <FormDialog
      title={t('new')}
      width={600}
      className={styles.form}
      draft={draft}
      error={file.error}
      submit={t('form.send')}
      isPending={file.isPending}
      onSubmit={submit}
      cancel={t('form.cancel')}
      onClose={onClose}
    >
      <TextField
        label={t('form.title')}
        value={form.title}
        maxLength={200}
        isRequired
        onChange={value => change({ title: value })}
        {...focusOnOpen()}
        {...problem(!title, t('form.missingTitle'))}
      />
      <TextAreaField
        label={t('form.what')}
        value={form.what}
        rows={3}
        isRequired
        onChange={value => change({ what: value })}
        {...problem(!what, t('form.missingWhat'))}
      />
      <div className={styles.level}>
        <Select
          label={t('form.impact')}
          options={choicesOf(TREND_IMPACTS)}
          value={form.trendImpact}
          onChange={key => change({ trendImpact: key as TrendImpact })}
        />
        <Select
          label={t('form.horizon')}
          options={choicesOf(TREND_HORIZONS)}
          value={form.trendHorizon}
          onChange={key => change({ trendHorizon: key as TrendHorizon })}
        />
        <Select
          label={t('form.confidence')}
          options={choicesOf(TREND_CONFIDENCES)}
          value={form.trendConfidence}
          onChange={key => change({ trendConfidence: key as TrendConfidence })}
        />
      </div>
      <div className={styles.level}>
        <GroupPicker
          label={t('form.owner')}
          value={form.ownerRef}
          isRequired
          onChange={ownerRef => change({ ownerRef })}
          {...problem(!form.ownerRef, t('form.missingOwner'))}
        />
        <TextField
          label={t('form.every')}
          inputMode="numeric"
          value={form.reviewEvery}
          onChange={value => change({ reviewEvery: value })}
          {...problem(isBad, t('form.badDays'))}
        />
      </div>
    </FormDialog>
  );
}

/** Writes a trend down, for whoever may. */
export function NewTrendButton() {
  const { t } = useTranslationRef(trendTranslationRef);
  const [open, setOpen] = useState(false);
  const { allowed } = usePermission({ permission: trendPermissions.create });
  if (!allowed) return null;
  return (
    <>
      <Button
        variant="primary"
        iconStart={<RiAddLine />}
        onPress={() => setOpen(true)}
      >
        {t('new')}
      </Button>
      {open && <NewTrendDialog onClose={() => setOpen(false)} />}
    </>
  );
}
