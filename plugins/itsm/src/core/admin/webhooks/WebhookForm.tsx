import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Checkbox,
  CheckboxGroup,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  TextField,
} from '@backstage/ui';
import { newWebhookSchema, WEBHOOK_KINDS } from '@callboard/plugin-itsm-common';
import type { WebhookView } from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  problemProps,
  RefusalAlert,
  SubmitKeys,
  SubmitKeysHint,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import styles from '../AdminPart.module.css';
import { adminTranslationRef } from '../translation';

/** What the form holds of a receiver. */
export interface WebhookValues {
  url: string;
  description: string;
  recordTypes: string[];
  kinds: string[];
  includeInternal: boolean;
  includeRestricted: boolean;
}

function valuesOf(webhook: WebhookView | undefined): WebhookValues {
  return {
    url: webhook?.url ?? '',
    description: webhook?.description ?? '',
    recordTypes: webhook?.recordTypes ?? [],
    kinds: webhook?.kinds ?? [],
    includeInternal: webhook?.includeInternal ?? false,
    includeRestricted: webhook?.includeRestricted ?? false,
  };
}

/** Adds or changes a receiver. The contract's schema says what is wrong before the server does. */
export function WebhookForm(props: {
  webhook?: WebhookView;
  title: string;
  action: string;
  isPending: boolean;
  error: unknown;
  onSubmit: (values: WebhookValues) => void;
  onClose: () => void;
}) {
  const { webhook, title, action, isPending, error, onClose } = props;
  const { t } = useTranslationRef(adminTranslationRef);
  const [values, setValues] = useState(() => valuesOf(webhook));
  const [types, setTypes] = useState(values.recordTypes.join(', '));
  const [tried, setTried] = useState(false);
  const set = (changes: Partial<WebhookValues>) =>
    setValues({ ...values, ...changes });
  const complete: WebhookValues = {
    ...values,
    description: values.description.trim(),
    recordTypes: types.split(',').flatMap(type => type.trim() || []),
  };
  const parsed = newWebhookSchema.safeParse({
    ...complete,
    description: complete.description || undefined,
  });
  const problem = (field: keyof WebhookValues) =>
    tried && !parsed.success
      ? parsed.error.issues.find(issue => issue.path[0] === field)?.message
      : undefined;
  const submit = () => {
    setTried(true);
    if (parsed.success && !isPending) props.onSubmit(complete);
  };
  return (
    <Dialog
      isOpen
      isDismissable
      width={560}
      onOpenChange={open => !open && onClose()}
    >
      <DialogHeader>{title}</DialogHeader>
      <DialogBody>
        <SubmitKeys className={styles.form} onSubmit={submit}>
          <TextField
            type="url"
            label={t('webhooks.url')}
            description={t('webhooks.urlHint')}
            placeholder="https://"
            isRequired
            value={values.url}
            onChange={url => set({ url })}
            {...focusOnOpen()}
            {...problemProps(problem('url'))}
          />
          <TextField
            label={t('webhooks.description')}
            value={values.description}
            onChange={description => set({ description })}
            {...problemProps(problem('description'))}
          />
          <CheckboxGroup
            label={t('webhooks.kinds')}
            description={t('webhooks.kindsHint')}
            value={values.kinds}
            onChange={kinds => set({ kinds })}
          >
            {Object.entries(WEBHOOK_KINDS).map(([kind, words]) => (
              <Checkbox key={kind} value={kind}>
                {words}
              </Checkbox>
            ))}
          </CheckboxGroup>
          <TextField
            label={t('webhooks.types')}
            description={t('webhooks.typesHint')}
            value={types}
            onChange={setTypes}
            {...problemProps(problem('recordTypes'))}
          />
          <Checkbox
            isSelected={values.includeInternal}
            onChange={includeInternal => set({ includeInternal })}
          >
            {t('webhooks.internal')}
          </Checkbox>
          <Checkbox
            isSelected={values.includeRestricted}
            onChange={includeRestricted => set({ includeRestricted })}
          >
            {t('webhooks.restricted')}
          </Checkbox>
          <RefusalAlert error={error} />
        </SubmitKeys>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" isPending={isPending} onPress={submit}>
          {action}
          <SubmitKeysHint />
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('back')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
