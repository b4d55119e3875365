import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Select,
  TextAreaField,
} from '@backstage/ui';
import { OUTAGE_KINDS, outageRoutes } from '@callboard/plugin-itsm-common';
import type { Outage, OutageKind } from '@callboard/plugin-itsm-common';
import {
  InstantInput,
  itsmApiRef,
  problemProps,
  RefusalAlert,
  ServicePicker,
  SubmitKeys,
  SubmitKeysHint,
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

/** What of a draft differs from the outage, as a correction. */
function correctionOf(draft: OutageDraft, outage: Outage) {
  const { entityRef, kind, begin, end, note } = draft;
  const before = draftOf(outage, {});
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
  const [draft, setDraft] = useState(() => draftOf(outage, defaults));
  const [tried, setTried] = useState(false);
  const [version, setVersion] = useState(outage?.version);
  const api = useApi(itsmApiRef);
  const record = useItsmMutation(outageRoutes.record);
  const correct = useItsmMutation(outageRoutes.correct);
  const isPending = record.isPending || correct.isPending;
  const faults = faultsOf(draft, Date.now());
  const change = (changes: Partial<OutageDraft>) =>
    setDraft({ ...draft, ...changes });
  const faultOf = (field: keyof typeof faults) => {
    const fault = tried ? faults[field] : undefined;
    return problemProps(fault && t(`dialog.${fault}`));
  };

  const submit = () => {
    setTried(true);
    if (isPending || Object.keys(faults).length > 0) return;
    const done = { onSuccess: onClose };
    if (outage) {
      const body = correctionOf(draft, outage);
      if (Object.keys(body).length === 0) onClose();
      else
        correct.mutate(
          { params: { id: outage.id }, body, ifMatch: version },
          done,
        );
      return;
    }
    const { entityRef, kind, begin, end, note } = draft;
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
    setVersion((await api.call(outageRoutes.get, { params })).version);
    correct.reset();
  };
  const title = outage ? t('dialog.correct') : t('dialog.record');
  const number = outage?.record?.number ?? defaults.record;
  return (
    <Dialog
      isOpen
      isDismissable
      width={560}
      onOpenChange={open => !open && onClose()}
    >
      <DialogHeader>{number ? `${title} · ${number}` : title}</DialogHeader>
      <DialogBody>
        <SubmitKeys onSubmit={submit}>
          <Flex direction="column" gap="4">
            <ServicePicker
              label={t('dialog.entity')}
              isRequired
              value={draft.entityRef}
              onChange={entityRef => change({ entityRef })}
              {...faultOf('entityRef')}
            />
            <Select
              label={t('dialog.kind')}
              options={OUTAGE_KINDS.map(kind => ({
                value: kind,
                label: t(`dialog.kinds.${kind}`),
              }))}
              value={draft.kind}
              onChange={kind => change({ kind: String(kind) as OutageKind })}
            />
            <InstantInput
              label={t('dialog.begin')}
              isRequired
              quick={[]}
              value={draft.begin}
              onChange={begin => change({ begin })}
              {...faultOf('begin')}
            />
            <InstantInput
              label={t('dialog.end')}
              description={
                draft.kind === 'planned' ? undefined : t('dialog.endHint')
              }
              quick={[]}
              value={draft.end}
              onChange={end => change({ end })}
              {...faultOf('end')}
            />
            <TextAreaField
              label={t('dialog.note')}
              description={t('dialog.noteHint')}
              rows={2}
              maxLength={MOST}
              value={draft.note}
              onChange={note => change({ note })}
            />
            <RefusalAlert
              error={record.error ?? correct.error}
              onLoadLatest={outage && loadLatest}
            />
          </Flex>
        </SubmitKeys>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" isPending={isPending} onPress={submit}>
          {outage ? t('dialog.saveCorrection') : t('dialog.save')}
          <SubmitKeysHint />
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('dialog.back')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
