import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextAreaField, TextField, useBreakpoint } from '@backstage/ui';
import {
  IMPACT_LABELS,
  incidentRoutes,
  URGENCY_LABELS,
} from '@callboard/plugin-itsm-common';
import {
  FilingForm,
  focusOnOpen,
  problemProps,
  RecordFormParts,
  ServicePicker,
  useDraft,
  useItsmMutation,
  useRequestKey,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { CustomFields, customKey, useCustomFields } from './CustomFields';
import { emptyDraft, problemsOf, toNewIncident } from './draft';
import type { IncidentDraft } from './draft';
import styles from './FileIncidentForm.module.css';
import { FormAside } from './FormAside';
import { MoreFields } from './MoreFields';
import { OnBehalfOf } from './OnBehalfOf';
import { OwnerNote } from './OwnerNote';
import { PriorityNote } from './PriorityNote';
import { SeverityChoice } from './SeverityChoice';
import { TemplateChoice } from './TemplateChoice';
import { incidentFormTranslationRef } from './translation';
import { useFormWords } from './useFormWords';

/**
 * Files an incident. Problems stand beside the fields after the first try; what was written
 * survives a reload and a refusal, and is forgotten once the incident is filed.
 */
export function FileIncidentForm(props: {
  service: string | undefined;
  onFiled: (number: string) => void;
}) {
  const { service, onFiled } = props;
  const { t } = useTranslationRef(incidentFormTranslationRef);
  const { say } = useFormWords();
  const [draft, setDraft, clearDraft] = useDraft<IncidentDraft>(
    `incident/${service ?? ''}`,
    emptyDraft(service),
  );
  const [tried, setTried] = useState(false);
  const beside = useBreakpoint().up('lg');
  const { mutate, isPending, error } = useItsmMutation(incidentRoutes.file);
  const change = (changes: Partial<IncidentDraft>) =>
    setDraft({ ...draft, ...changes });
  const found = problemsOf(draft);
  const problems = tried ? found : {};
  const needed = useCustomFields(true);
  const missing = Object.fromEntries(
    needed
      .filter(field => draft.custom?.[customKey(field)] === undefined)
      .map(field => [
        customKey(field),
        t('problem.needed', { field: field.label }),
      ]),
  );
  const keyOf = useRequestKey();

  const submit = () => {
    setTried(true);
    const problemCount = Object.keys({ ...found, ...missing }).length;
    if (isPending || problemCount > 0) return;
    const body = toNewIncident(draft);
    mutate(
      { body: body as never, idempotencyKey: keyOf(body) },
      {
        onSuccess: incident => {
          clearDraft();
          onFiled(incident.number);
        },
      },
    );
  };
  const aside = (
    <FormAside
      draft={draft}
      onJoined={number => {
        clearDraft();
        onFiled(number);
      }}
    />
  );
  return (
    <FilingForm
      name={say('title')}
      onSubmit={submit}
      error={error}
      submit={say('action')}
      isPending={isPending}
      onStartOver={clearDraft}
      beside={beside && aside}
    >
      <OnBehalfOf draft={draft} problems={problems} onChange={change} />
      <div className={styles.field}>
        <ServicePicker
          label={t('service')}
          description={say('serviceHint')}
          value={draft.serviceRef}
          onChange={serviceRef => change({ serviceRef })}
          isRequired
          {...problemProps(problems.serviceRef && t('problem.serviceRef'))}
        />
        <OwnerNote service={draft.serviceRef} />
        <RecordFormParts
          type="incident"
          entityRefs={[draft.serviceRef, draft.ciRef]}
        />
      </div>
      <TemplateChoice draft={draft} onChange={setDraft} />
      <TextField
        label={t('what')}
        description={say('whatHint')}
        value={draft.title}
        onChange={title => change({ title })}
        isRequired
        {...focusOnOpen(Boolean(service))}
        {...problemProps(
          draft.title.trim() === ''
            ? problems.title && t('problem.title')
            : problems.title,
        )}
      />
      {!beside && aside}
      <TextAreaField
        label={t('description')}
        description={say('descriptionHint')}
        rows={6}
        value={draft.description}
        onChange={description => change({ description })}
        {...problemProps(problems.description)}
      />
      <CustomFields
        fields={needed}
        values={draft.custom}
        problems={tried ? missing : {}}
        onChange={custom => change({ custom })}
      />
      <div className={styles.severities}>
        <SeverityChoice
          label={t('impact')}
          words={IMPACT_LABELS}
          value={draft.impact}
          onChange={impact => change({ impact })}
        />
        <SeverityChoice
          label={t('urgency')}
          words={URGENCY_LABELS}
          value={draft.urgency}
          onChange={urgency => change({ urgency })}
        />
      </div>
      <PriorityNote impact={draft.impact} urgency={draft.urgency} />
      <MoreFields draft={draft} problems={problems} onChange={change} />
    </FilingForm>
  );
}
