import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, TextAreaField } from '@backstage/ui';
import { OUTAGE_KINDS, outageRoutes } from '@callboard/plugin-itsm-common';
import type { Outage, OutageKind } from '@callboard/plugin-itsm-common';
import {
  FormDialog,
  InstantInput,
  itsmApiRef,
  problemProps,
  ServicePicker,
  useFormDraft,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { faultsOf, toMinute } from './outageDraft';
import type { OutageDraft } from './outageDraft';
import { outagesTranslationRef } from './translation';

const MOST = 2_000;

/** What a new outage begins with. */
export interface OutageDefaults {
  entityRef?: string;
  begin?: string;
  end?: string;
  /** Number of the record it belongs to. */
  record?: string;
}

function draftOf(outage: Outage | undefined, defaults: OutageDefaults) {
  const { entityRef, begin, end } = outage ?? defaults;
  return {
    entityRef,
    kind: outage?.kind ?? 'outage',
    begin: begin && toMinute(begin),
    end: end && toMinute(end),
    note: outage?.note ?? '',
  } as OutageDraft;
}

/** What somebody changed in the form, as a correction: what others put right meanwhile stays. */
function correctionOf(draft: OutageDraft, before: OutageDraft) {
  const { entityRef, kind, begin, end, note } = draft;
  return {
    ...(entityRef !== before.entityRef && { entityRef }),
    ...(kind !== before.kind && { kind }),
    ...(begin !== before.begin && { begin }),
    ...(end !== before.end && { end: end ?? null }),
    ...(note.trim() !== before.note && { note: note.trim() || null }),
  };
}

/** Records an outage, or puts one right. */
export function OutageDialog(props: {
  /** The outage to be put right; a new one if there is none. */
  outage?: Outage;
  defaults?: OutageDefaults;
  onClose: () => void;
}) {
  const { outage, defaults = {}, onClose } = props;
  const { t } = useTranslationRef(outagesTranslationRef);
  const subject = outage?.id ?? defaults.record ?? defaults.entityRef ?? 'new';
  const begun = draftOf(outage, defaults);
  const draft = useFormDraft(
    `outage/${subject}`,
    { ...begun, begun },
    outage?.version,
  );
  const { form, change } = draft;
  const [tried, setTried] = useState(false);
  const api = useApi(itsmApiRef);
  const record = useItsmMutation(outageRoutes.record);
  const correct = useItsmMutation(outageRoutes.correct);
  const isPending = record.isPending || correct.isPending;
  const faults = faultsOf(form, Date.now());
  const faultOf = (field: keyof typeof faults) => {
    const fault = tried ? faults[field] : undefined;
    return problemProps(fault && t(`dialog.${fault}`));
  };

  const submit = () => {
    setTried(true);
    if (isPending || Object.keys(faults).length > 0) return;
    const finish = () => {
      draft.clear();
      onClose();
    };
    const done = { onSuccess: finish };
    if (outage) {
      const body = correctionOf(form, form.begun);
      if (Object.keys(body).length === 0) finish();
      else
        correct.mutate(
          { params: { id: outage.id }, body, ifMatch: draft.version },
          done,
        );
      return;
    }
    const { entityRef, kind, begin, end, note } = form;
    record.mutate(
      {
        body: {
          entityRef: entityRef!,
          kind,
          begin: begin!,
          end,
          note: note.trim() || undefined,
          record: defaults.record,
        },
      },
      done,
    );
  };
  /** Goes on from what somebody else made of it: only what was changed here is sent. */
  const loadLatest = async () => {
    const params = { id: outage!.id };
    return (await api.call(outageRoutes.get, { params })).version;
  };
  const title = outage ? t('dialog.correct') : t('dialog.record');
  const number = outage?.record?.number ?? defaults.record;
  return (
    <FormDialog
      title={number ? `${title} · ${number}` : title}
      width={560}
      draft={draft}
      error={record.error ?? correct.error}
      submit={outage ? t('dialog.saveCorrection') : t('dialog.save')}
      isPending={isPending}
      onSubmit={submit}
      onLoadLatest={outage && loadLatest}
      cancel={t('dialog.cancel')}
      onClose={onClose}
    >
      <ServicePicker
        label={t('dialog.entity')}
        isRequired
        value={form.entityRef}
        onChange={entityRef => change({ entityRef })}
        {...faultOf('entityRef')}
      />
      <Select
        label={t('dialog.kind')}
        options={OUTAGE_KINDS.map(kind => ({
          value: kind,
          label: t(`dialog.kinds.${kind}`),
        }))}
        value={form.kind}
        onChange={kind => change({ kind: String(kind) as OutageKind })}
      />
      <InstantInput
        label={t('dialog.begin')}
        isRequired
        quick={[]}
        value={form.begin}
        onChange={begin => change({ begin })}
        {...faultOf('begin')}
      />
      <InstantInput
        label={t('dialog.end')}
        description={form.kind === 'planned' ? undefined : t('dialog.endHint')}
        quick={[]}
        value={form.end}
        onChange={end => change({ end })}
        {...faultOf('end')}
      />
      <TextAreaField
        label={t('dialog.note')}
        description={t('dialog.noteHint')}
        rows={2}
        maxLength={MOST}
        value={form.note}
        onChange={note => change({ note })}
      />
    </FormDialog>
  );
}
