import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, TextAreaField } from '@backstage/ui';
import {
  focusOnOpen,
  problemProps,
  SubmitKeys,
  SubmitKeysHint,
  useDraft,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import styles from './RequestedIncident.module.css';
import { requestsTranslationRef } from './translation';

/** Asks for a few words; they survive a reload until they are sent. */
export function WhyForm(props: {
  /** Names the draft. */
  draft: string;
  label: string;
  missing: string;
  action: string;
  isPending: boolean;
  /** Sends; answers whether it was taken. */
  onSubmit: (why: string) => Promise<boolean>;
  onBack: () => void;
}) {
  const { t } = useTranslationRef(requestsTranslationRef);
  const [why, setWhy, clearWhy] = useDraft(props.draft, '');
  const [tried, setTried] = useState(false);
  const empty = why.trim() === '';
  const submit = async () => {
    setTried(true);
    if (empty || props.isPending) return;
    if (await props.onSubmit(why.trim())) clearWhy();
  };
  return (
    <SubmitKeys
      className={styles.why}
      onSubmit={submit}
      onEscape={props.onBack}
    >
      <TextAreaField
        label={props.label}
        rows={3}
        value={why}
        onChange={setWhy}
        {...focusOnOpen()}
        {...problemProps(tried && empty ? props.missing : undefined)}
      />
      <div className={styles.buttons}>
        <Button variant="primary" isPending={props.isPending} onPress={submit}>
          {props.action}
          <SubmitKeysHint />
        </Button>
        <Button variant="tertiary" onPress={props.onBack}>
          {t('answer.back')}
        </Button>
      </div>
    </SubmitKeys>
  );
}
