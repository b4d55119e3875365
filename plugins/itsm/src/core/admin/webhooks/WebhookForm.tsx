import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Checkbox, CheckboxGroup, TextField } from '@backstage/ui';
import { newWebhookSchema, WEBHOOK_KINDS } from '@callboard/plugin-itsm-common';
import type { FieldInfo, WebhookView } from '@callboard/plugin-itsm-common';
import {
  FieldFilters,
  focusOnOpen,
  FormDialog,
  problemProps,
  useFormDraft,
} from '@callboard/plugin-itsm-react';
import { useId, useState } from 'react';
import styles from '../AdminPart.module.css';
import { adminTranslationRef } from '../translation';
import { useTypeChoices } from './useTypeChoices';

/** What the form holds of a receiver. */
export interface WebhookValues {
  url: string;
  description: string;
  recordTypes: string[];
  kinds: string[];
  /** Only records that meet it; null for all. */
  predicate: Record<string, unknown> | null;
  includeInternal: boolean;
  includeRestricted: boolean;
}

function valuesOf(webhook: WebhookView | undefined): WebhookValues {
  return {
    url: webhook?.url ?? '',
    description: webhook?.description ?? '',
    recordTypes: webhook?.recordTypes ?? [],
    kinds: webhook?.kinds ?? [],
    predicate: (webhook?.predicate as WebhookValues['predicate']) ?? null,
    includeInternal: webhook?.includeInternal ?? false,
    includeRestricted: webhook?.includeRestricted ?? false,
  };
}

/** What hangs on a record in tables of its own; receivers cannot be asked about it. */
const NOT_ASKED = ['linkedRef', 'externalId'];

/** Adds or changes a receiver. The contract's schema says what is wrong before the server does. */
export function WebhookForm(props: {
  webhook?: WebhookView;
  title: string;
  action: string;
  isPending: boolean;
  error: unknown;
  /** @param done - to be called once it is kept */
  onSubmit: (values: WebhookValues, done: () => void) => void;
  onClose: () => void;
}) {
  const { webhook, title, action, isPending, error, onClose } = props;
  const { t } = useTranslationRef(adminTranslationRef);
  const draft = useFormDraft(
    `webhook/${webhook?.id ?? 'new'}`,
    valuesOf(webhook),
  );
  const { form: values, change: set } = draft;
  const types = useTypeChoices(values.recordTypes);
  const [tried, setTried] = useState(false);
  const complete: WebhookValues = {
    ...values,
    description: values.description.trim(),
  };
  const parsed = newWebhookSchema.safeParse({
    ...complete,
    description: complete.description || undefined,
    predicate: complete.predicate ?? undefined,
  });
  const problem = (field: keyof WebhookValues) =>
    tried && !parsed.success
      ? parsed.error.issues.find(issue => issue.path[0] === field)?.message
      : undefined;
  const submit = () => {
    setTried(true);
    if (parsed.success && !isPending) props.onSubmit(complete, draft.clear);
  };
  return (
    <FormDialog
      title={title}
      width={560}
      className={styles.form}
      draft={draft}
      error={error}
      submit={action}
      isPending={isPending}
      onSubmit={submit}
      cancel={t('cancel')}
      onClose={onClose}
    >
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
      {types.length > 0 && (
        <CheckboxGroup
          label={t('webhooks.types')}
          description={t('webhooks.typesHint')}
          value={values.recordTypes}
          onChange={recordTypes => set({ recordTypes })}
        >
          {types.map(({ value, label }) => (
            <Checkbox key={value} value={String(value)}>
              {label}
            </Checkbox>
          ))}
        </CheckboxGroup>
      )}
      <WebhookFilter values={values} onChange={set} />
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
    </FormDialog>
  );
}

/** Which records the receiver is told of, by their fields. */
function WebhookFilter(props: {
  values: WebhookValues;
  onChange: (changes: Pick<WebhookValues, 'predicate'>) => void;
}) {
  const { recordTypes, predicate, includeInternal } = props.values;
  const { t } = useTranslationRef(adminTranslationRef);
  const label = useId();
  const offers = (field: FieldInfo) =>
    !NOT_ASKED.includes(field.key) &&
    !field.contributed &&
    (includeInternal || field.audience !== 'internal');
  return (
    <div role="group" aria-labelledby={label} className={styles.group}>
      <span id={label} className={styles.groupLabel}>
        {t('webhooks.predicate')}
      </span>
      <span className={styles.about}>{t('webhooks.predicateHint')}</span>
      <div className={styles.filters}>
        <FieldFilters
          type={recordTypes}
          impersonal
          offers={offers}
          value={predicate ? JSON.stringify(predicate) : ''}
          onChange={text =>
            props.onChange({ predicate: text ? JSON.parse(text) : null })
          }
          refs={undefined}
        />
      </div>
    </div>
  );
}
