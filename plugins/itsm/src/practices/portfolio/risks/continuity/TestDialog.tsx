import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Select, TextAreaField, TextField } from '@backstage/ui';
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
  FormDialog,
  InstantInput,
  problemProps,
  useFormDraft,
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
  const draft = useFormDraft(
    `continuity/${Object.values(address).join('/')}/test`,
    {
      at: undefined as string | undefined,
      kind: 'full' as RecoveryTestKind,
      result: 'passed' as RecoveryResult,
      took: '',
      lost: '',
      notes: '',
      evidence: '',
    },
  );
  const { form, change } = draft;
  const { at, kind, result, took, lost, notes, evidence } = form;
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
          draft.clear();
          onClose();
        },
      },
    );
  };
  return (
    <FormDialog
      title={t('testTitle', { service: name })}
      width={640}
      className={styles.form}
      draft={draft}
      error={error}
      submit={t('save')}
      isPending={isPending}
      onSubmit={send}
      cancel={t('cancel')}
      onClose={onClose}
    >
      <InstantInput
        label={t('at')}
        quick={[]}
        value={at}
        onChange={next => change({ at: next })}
        isRequired
        {...focusOnOpen()}
        {...problemProps(tried && problems.at ? t('problem.at') : undefined)}
      />
      <Select
        label={t('kind')}
        options={options(RECOVERY_TEST_KINDS)}
        value={kind}
        onChange={key => key && change({ kind: key as RecoveryTestKind })}
      />
      <Select
        label={t('result')}
        options={options(RECOVERY_RESULTS)}
        value={result}
        onChange={key => key && change({ result: key as RecoveryResult })}
      />
      <TextField
        label={t('took')}
        inputMode="numeric"
        value={took}
        onChange={text => change({ took: text })}
        isRequired={isTimed}
        {...problemProps(
          tried && problems.took ? t('problem.took') : undefined,
        )}
      />
      <TextField
        label={t('lost')}
        inputMode="numeric"
        value={lost}
        onChange={text => change({ lost: text })}
        {...problemProps(
          tried && problems.lost ? t('problem.minutes') : undefined,
        )}
      />
      <TextAreaField
        label={t('notes')}
        rows={3}
        value={notes}
        onChange={text => change({ notes: text })}
      />
      <TextField
        label={t('evidence')}
        value={evidence}
        onChange={text => change({ evidence: text })}
        {...problemProps(
          tried && problems.evidence ? t('problem.url') : undefined,
        )}
      />
    </FormDialog>
  );
}
