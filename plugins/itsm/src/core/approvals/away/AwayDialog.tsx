import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
} from '@backstage/ui';
import { approvalRoutes } from '@callboard/plugin-itsm-common';
import type { Absence } from '@callboard/plugin-itsm-common';
import {
  InstantInput,
  problemProps,
  RefusalAlert,
  SubmitKeys,
  SubmitKeysHint,
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
  const [from, setFrom] = useState(
    () => absence?.from ?? new Date().toISOString(),
  );
  const [to, setTo] = useState(absence?.to);
  const [delegateRef, setDelegate] = useState(absence?.delegateRef);
  const [tried, setTried] = useState(false);
  const set = useItsmMutation(approvalRoutes.setMyAbsence);
  const end = useItsmMutation(approvalRoutes.endMyAbsence);
  const isPending = set.isPending || end.isPending;
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
      { onSuccess: onClose },
    );
  };
  return (
    <Dialog
      isOpen
      isDismissable
      width={520}
      onOpenChange={open => !open && onClose()}
    >
      <DialogHeader>{t('away.title')}</DialogHeader>
      <DialogBody>
        <SubmitKeys onSubmit={submit}>
          <Flex direction="column" gap="4">
            <InstantInput
              label={t('away.from')}
              isRequired
              quick={QUICK}
              value={from}
              onChange={value => setFrom(value ?? '')}
              {...shown(faults.from)}
            />
            <InstantInput
              label={t('away.to')}
              isRequired
              quick={QUICK}
              value={to}
              onChange={setTo}
              {...shown(faults.to)}
            />
            <UserPicker
              label={t('away.delegate')}
              description={t('away.delegateHint')}
              value={delegateRef}
              onChange={setDelegate}
              {...shown(faults.delegate)}
            />
            <RefusalAlert error={set.error ?? end.error} />
          </Flex>
        </SubmitKeys>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" isPending={set.isPending} onPress={submit}>
          {t('away.save')}
          <SubmitKeysHint />
        </Button>
        {absence && (
          <Button
            variant="secondary"
            isPending={end.isPending}
            onPress={() => end.mutate({}, { onSuccess: onClose })}
          >
            {t('away.remove')}
          </Button>
        )}
        <Button variant="tertiary" onPress={onClose}>
          {t('away.back')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
