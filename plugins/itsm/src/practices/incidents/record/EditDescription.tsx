import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, TextAreaField, TextField } from '@backstage/ui';
import { titleSchema } from '@callboard/plugin-itsm-common';
import type { Incident, IncidentPatch } from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  itsmReactTranslationRef,
  problemProps,
  RefusalAlert,
  SubmitKeys,
  useDraft,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { incidentField } from '../fields';
import type { IncidentOnPage } from './useIncident';

/** Edits title and description in place, based on the version that was shown when it began. */
export function EditDescription(props: {
  incident: Incident;
  page: IncidentOnPage;
  onDone: () => void;
}) {
  const { incident, page, onDone } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const [draft, setDraft, clearDraft] = useDraft(
    `incident-text/${incident.number}`,
    { title: incident.title, description: incident.description ?? '' },
  );
  const [version, setVersion] = useState(incident.version);
  const [error, setError] = useState<unknown>();
  const [pending, setPending] = useState(false);
  const title = titleSchema.safeParse(draft.title);

  const finish = () => {
    clearDraft();
    onDone();
  };
  const save = async () => {
    if (!title.success || pending) return;
    const patch: Partial<IncidentPatch> = {};
    if (draft.title !== incident.title) patch.title = draft.title;
    if (draft.description !== (incident.description ?? ''))
      patch.description = draft.description || null;
    if (Object.keys(patch).length === 0) {
      finish();
      return;
    }
    setPending(true);
    try {
      await page.save(patch, version);
      finish();
    } catch (e) {
      setError(e);
    } finally {
      setPending(false);
    }
  };
  return (
    <SubmitKeys onSubmit={save}>
      <Flex direction="column" gap="3">
        <TextField
          label={incidentField('title').label}
          value={draft.title}
          onChange={next => setDraft({ ...draft, title: next })}
          {...focusOnOpen()}
          {...problemProps(
            title.success ? undefined : title.error.issues[0].message,
          )}
        />
        <TextAreaField
          label={incidentField('description').label}
          rows={8}
          value={draft.description}
          onChange={next => setDraft({ ...draft, description: next })}
        />
        <RefusalAlert
          error={error}
          onLoadLatest={async () => {
            setVersion((await page.loadLatest()) ?? version);
            setError(undefined);
          }}
        />
        <Flex gap="2">
          <Button variant="primary" isPending={pending} onPress={save}>
            {t('property.save')}
          </Button>
          <Button variant="tertiary" onPress={finish}>
            {t('property.cancel')}
          </Button>
        </Flex>
      </Flex>
    </SubmitKeys>
  );
}
