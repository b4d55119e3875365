import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Select,
  TextAreaField,
  TextField,
} from '@backstage/ui';
import {
  continuityRoutes,
  RECOVERY_RESULTS,
  RECOVERY_TEST_KINDS,
  type RecoveryResult,
  type RecoveryTestKind,
  type ServiceAddress,
} from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  InstantInput,
  problemProps,
  RefusalAlert,
  SubmitKeys,
  SubmitKeysHint,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { continuityTranslationRef } from '../translation';
import styles from './Continuity.module.css';
import { minutesIn } from './PlanDialog';

const options = (choices: readonly { value: string; label: string }[]) =>
  choices.map(({ value, label }) => ({ id: value, label }));

/** Notes a test of the recovery. */
export function TestDialog(props: {
  address: ServiceAddress;
  name: string;
  onClose: () => void;
}) {
  const { address, name, onClose } = props;
  const { t } = useTranslationRef(continuityTranslationRef);
  const toast = useApi(toastApiRef);
  const [at, setAt] = useState<string>();
  const [kind, setKind] = useState<RecoveryTestKind>('full');
  const [result, setResult] = useState<RecoveryResult>('passed');
  const [took, setTook] = useState('');
  const [lost, setLost] = useState('');
  const [notes, setNotes] = useState('');
  const [evidence, setEvidence] = useState('');
  const [tried, setTried] = useState(false);
  const { mutate, isPending, error } = useItsmMutation(
    continuityRoutes.addTest,
  );
  const isTimed = kind !== 'walkthrough' && result !== 'failed';
  const problems = {
    at: !at || Date.parse(at) > Date.now(),
    took: (isTimed || took.trim() !== '') && minutesIn(took) === undefined,
    lost: lost.trim() !== '' && minutesIn(lost) === undefined,
    evidence:
      evidence.trim() !== '' && !/^https?:\/\/\S+$/.test(evidence.trim()),
  };
  const send = () => {
    setTried(true);
    if (isPending || Object.values(problems).some(Boolean)) return;
    mutate(
      {
        params: address,
        body: {
          at: at!,
          kind,
          result,
          rtoMinutes: minutesIn(took),
          rpoMinutes: minutesIn(lost),
          notes: notes.trim() || undefined,
          evidenceUrl: evidence.trim() || undefined,
        },
      },
      {
        onSuccess: () => {
          toast.post({ title: t('tested'), status: 'success' });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      isOpen
      isDismissable
      width={640}
      onOpenChange={open => !open && onClose()}
    >
      <DialogHeader>{t('testTitle', { service: name })}</DialogHeader>
      <DialogBody>
        <SubmitKeys className={styles.form} onSubmit={send}>
          <InstantInput
            label={t('at')}
            quick={[]}
            value={at}
            onChange={setAt}
            isRequired
            {...focusOnOpen()}
            {...problemProps(
              tried && problems.at ? t('problem.at') : undefined,
            )}
          />
          <Select
            label={t('kind')}
            options={options(RECOVERY_TEST_KINDS)}
            value={kind}
            onChange={key => key && setKind(key as RecoveryTestKind)}
          />
          <Select
            label={t('result')}
            options={options(RECOVERY_RESULTS)}
            value={result}
            onChange={key => key && setResult(key as RecoveryResult)}
          />
          <TextField
            label={t('took')}
            inputMode="numeric"
            value={took}
            onChange={setTook}
            isRequired={isTimed}
            {...problemProps(
              tried && problems.took ? t('problem.took') : undefined,
            )}
          />
          <TextField
            label={t('lost')}
            inputMode="numeric"
            value={lost}
            onChange={setLost}
            {...problemProps(
              tried && problems.lost ? t('problem.minutes') : undefined,
            )}
          />
          <TextAreaField
            label={t('notes')}
            rows={3}
            value={notes}
            onChange={setNotes}
          />
          <TextField
            label={t('evidence')}
            value={evidence}
            onChange={setEvidence}
            {...problemProps(
              tried && problems.evidence ? t('problem.url') : undefined,
            )}
          />
          <RefusalAlert error={error} />
        </SubmitKeys>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" isPending={isPending} onPress={send}>
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
