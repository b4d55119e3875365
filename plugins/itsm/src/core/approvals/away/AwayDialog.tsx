import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { approvalRoutes } from '@callboard/plugin-itsm-common';
import type { Absence } from '@callboard/plugin-itsm-common';
import {
  FormDialog,
  InstantInput,
  problemProps,
  useFormDraft,
  useItsmMutation,
  useMe,
  UserPicker,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { approvalsTranslationRef } from '../translation';

const QUICK = ['tomorrow', 'monday', 'inOneWeek'] as const;

/** Says when the reader is away, and who decides in their place. */
export function AwayDialog(props: {
  absence: Absence | undefined;
  onClose: () => void;
}) {
  const { absence, onClose } = props;
  const { t } = useTranslationRef(approvalsTranslationRef);
  const me = useMe();
  const [began] = useState(() => new Date().toISOString());
  const draft = useFormDraft('approvals/away', {
    from: absence?.from ?? began,
    to: absence?.to,
    delegateRef: absence?.delegateRef,
  });
  const { form, change } = draft;
  const { from, to, delegateRef } = form;
  const [tried, setTried] = useState(false);
  const set = useItsmMutation(approvalRoutes.setMyAbsence);
  const end = useItsmMutation(approvalRoutes.endMyAbsence);
  const isPending = set.isPending || end.isPending;
  const done = () => {
    draft.clear();
    onClose();
  };
  const toFault = () => {
    if (!to) return t('away.missing');
    return Date.parse(to) > Date.parse(from) ? undefined : t('away.order');
  };
  const faults = {
    from: from ? undefined : t('away.missing'),
    to: toFault(),
    delegate: delegateRef && delegateRef === me ? t('away.self') : undefined,
  };
  const shown = (fault: string | undefined) =>
    problemProps(tried ? fault : undefined);
  const submit = () => {
    setTried(true);
    if (isPending || Object.values(faults).some(Boolean)) return;
    set.mutate(
      { body: { from, to: to!, ...(delegateRef && { delegateRef }) } },
      { onSuccess: done },
    );
  };
  return (
    <FormDialog
      title={t('away.title')}
      width={520}
      draft={draft}
      error={set.error ?? end.error}
      submit={t('away.save')}
      isPending={set.isPending}
      onSubmit={submit}
      cancel={t('away.cancel')}
      onClose={onClose}
      more={
        absence && (
          <Button
            variant="secondary"
            isPending={end.isPending}
            onPress={() => end.mutate({}, { onSuccess: done })}
          >
            {t('away.remove')}
          </Button>
        )
      }
    >
      <InstantInput
        label={t('away.from')}
        isRequired
        quick={QUICK}
        value={from}
        onChange={value => change({ from: value ?? '' })}
        {...shown(faults.from)}
      />
      <InstantInput
        label={t('away.to')}
        isRequired
        quick={QUICK}
        value={to}
        onChange={value => change({ to: value })}
        {...shown(faults.to)}
      />
      <UserPicker
        label={t('away.delegate')}
        description={t('away.delegateHint')}
        value={delegateRef}
        onChange={ref => change({ delegateRef: ref })}
        {...shown(faults.delegate)}
      />
    </FormDialog>
  );
}
