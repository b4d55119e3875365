import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, TextAreaField, TextField, useBreakpoint } from '@backstage/ui';
import {
  IMPACT_LABELS,
  incidentRoutes,
  URGENCY_LABELS,
} from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  FormFoot,
  newRequestKey,
  problemProps,
  RecordFormParts,
  RefusalAlert,
  ServicePicker,
  SubmitKeys,
  useDraft,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { useRef, useState } from 'react';
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
  const sent = useRef({ body: '', key: '' });

  const submit = () => {
    setTried(true);
    const problemCount = Object.keys({ ...found, ...missing }).length;
    if (isPending || problemCount > 0) return;
    const body = toNewIncident(draft);
    const text = JSON.stringify(body);
    // The same again after a lost answer is the same request, so that it files once.
    if (sent.current.body !== text)
      sent.current = { body: text, key: newRequestKey() };
    mutate(
      { body: body as never, idempotencyKey: sent.current.key },
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
    <div className={styles.page}>
      <form
        aria-label={t('title')}
        noValidate
        onSubmit={event => {
          event.preventDefault();
          submit();
        }}
      >
        <Box bg="neutral" className={styles.panel}>
          <SubmitKeys className={styles.form} onSubmit={submit}>
            <OnBehalfOf draft={draft} problems={problems} onChange={change} />
            <div className={styles.field}>
              <ServicePicker
                label={t('service')}
                description={t('serviceHint')}
                value={draft.serviceRef}
                onChange={serviceRef => change({ serviceRef })}
                isRequired
                {...problemProps(
                  problems.serviceRef && t('problem.serviceRef'),
                )}
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
              description={t('whatHint')}
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
              description={t('descriptionHint')}
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
            <RefusalAlert error={error} />
            <FormFoot
              submit={t('action')}
              isPending={isPending}
              discard={t('discard')}
              onDiscard={clearDraft}
              kept={t('draftKept')}
            />
          </SubmitKeys>
        </Box>
      </form>
      {beside && <aside className={styles.aside}>{aside}</aside>}
    </div>
  );
}
