import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, Button, Text, TextAreaField, TextField } from '@backstage/ui';
import {
  IMPACT_LABELS,
  incidentRoutes,
  URGENCY_LABELS,
} from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  problemProps,
  RefusalAlert,
  ServicePicker,
  SubmitKeys,
  SubmitKeysHint,
  useDraft,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { incidentsTranslationRef } from '../translation';
import { emptyDraft, problemsOf, toNewIncident } from './draft';
import type { IncidentDraft } from './draft';
import styles from './FileIncidentForm.module.css';
import { MoreFields } from './MoreFields';
import { OwnerNote } from './OwnerNote';
import { PriorityNote } from './PriorityNote';
import { SeverityChoice } from './SeverityChoice';

/**
 * Files an incident. Problems stand beside the fields after the first try; what was written
 * survives a reload and a refusal, and is forgotten once the incident is filed.
 */
export function FileIncidentForm(props: {
  service: string | undefined;
  onFiled: (number: string) => void;
}) {
  const { service, onFiled } = props;
  const { t } = useTranslationRef(incidentsTranslationRef);
  const [draft, setDraft, clearDraft] = useDraft<IncidentDraft>(
    `incident/${service ?? ''}`,
    emptyDraft(service),
  );
  const [tried, setTried] = useState(false);
  const { mutate, isPending, error } = useItsmMutation(incidentRoutes.file);
  const change = (changes: Partial<IncidentDraft>) =>
    setDraft({ ...draft, ...changes });
  const found = problemsOf(draft);
  const problems = tried ? found : {};

  const submit = () => {
    setTried(true);
    if (isPending || Object.keys(found).length > 0) return;
    mutate(
      { body: toNewIncident(draft) as never },
      {
        onSuccess: incident => {
          clearDraft();
          onFiled(incident.number);
        },
      },
    );
  };
  return (
    <form
      aria-label={t('file.title')}
      noValidate
      onSubmit={event => {
        event.preventDefault();
        submit();
      }}
    >
      <Box bg="neutral" className={styles.panel}>
        <SubmitKeys className={styles.form} onSubmit={submit}>
          <div className={styles.field}>
            <ServicePicker
              label={t('file.service')}
              description={t('file.serviceHint')}
              value={draft.serviceRef}
              onChange={serviceRef => change({ serviceRef })}
              isRequired
              {...problemProps(
                problems.serviceRef && t('file.problem.serviceRef'),
              )}
            />
            <OwnerNote service={draft.serviceRef} />
          </div>
          <TextField
            label={t('file.what')}
            description={t('file.whatHint')}
            value={draft.title}
            onChange={title => change({ title })}
            isRequired
            {...focusOnOpen(Boolean(service))}
            {...problemProps(
              draft.title.trim() === ''
                ? problems.title && t('file.problem.title')
                : problems.title,
            )}
          />
          <TextAreaField
            label={t('file.description')}
            description={t('file.descriptionHint')}
            rows={6}
            value={draft.description}
            onChange={description => change({ description })}
            {...problemProps(problems.description)}
          />
          <div className={styles.severities}>
            <SeverityChoice
              label={t('file.impact')}
              words={IMPACT_LABELS}
              value={draft.impact}
              onChange={impact => change({ impact })}
            />
            <SeverityChoice
              label={t('file.urgency')}
              words={URGENCY_LABELS}
              value={draft.urgency}
              onChange={urgency => change({ urgency })}
            />
          </div>
          <PriorityNote impact={draft.impact} urgency={draft.urgency} />
          <MoreFields draft={draft} problems={problems} onChange={change} />
          <RefusalAlert error={error} />
          <div className={styles.foot}>
            <Button type="submit" variant="primary" isPending={isPending}>
              {t('file.action')}
              <SubmitKeysHint />
            </Button>
            <Button variant="tertiary" onPress={clearDraft}>
              {t('file.discard')}
            </Button>
            <Text
              as="p"
              variant="body-small"
              color="secondary"
              className={styles.kept}
            >
              {t('file.draftKept')}
            </Text>
          </div>
        </SubmitKeys>
      </Box>
    </form>
  );
}
