import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, TextAreaField, TextField } from '@backstage/ui';
import { titleSchema } from '@callboard/plugin-itsm-common';
import type { Incident, IncidentPatch } from '@callboard/plugin-itsm-common';
import {
  ChangedMeanwhile,
  focusOnOpen,
  itsmReactTranslationRef,
  KeptDraft,
  problemProps,
  RefusalAlert,
  SubmitKeys,
  SubmitKeysHint,
  useDraft,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { incidentField } from '../fields';
import type { IncidentOnPage } from './useIncident';

interface Texts {
  title: string;
  description: string;
}

/** What is being written, and what it began with. */
interface Draft extends Texts {
  base: Texts & { version: number };
}

const NAMES = ['title', 'description'] as const;

function textsOf(incident: Incident): Texts {
  return { title: incident.title, description: incident.description ?? '' };
}

/** Edits title and description in place, based on the version that was shown when it began. */
export function EditDescription(props: {
  incident: Incident;
  page: IncidentOnPage;
  onDone: () => void;
}) {
  const { incident, page, onDone } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const now = textsOf(incident);
  const [draft, setDraft, clearDraft, isKept] = useDraft<Draft>(
    `incident-text/${incident.number}`,
    { ...now, base: { ...now, version: incident.version } },
  );
  const [error, setError] = useState<unknown>();
  const [pending, setPending] = useState(false);
  const { base } = draft;
  const touched = NAMES.filter(name => draft[name] !== base[name]);
  // What is not touched here follows what others write.
  const shown = {
    title: touched.includes('title') ? draft.title : now.title,
    description: touched.includes('description')
      ? draft.description
      : now.description,
  };
  const changed = touched.find(name => base[name] !== now[name]);
  // As long as others changed something else, the change is based on what is there now.
  const version = changed ? base.version : incident.version;
  const rebase = (changes: Partial<Texts>, latest = incident.version) =>
    setDraft({ ...shown, ...changes, base: { ...now, version: latest } });
  const title = titleSchema.safeParse(shown.title);

  const finish = () => {
    clearDraft();
    onDone();
  };
  const save = async () => {
    if (!title.success || pending) return;
    const patch: Partial<IncidentPatch> = {};
    if (shown.title !== now.title) patch.title = shown.title;
    if (shown.description !== now.description)
      patch.description = shown.description || null;
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
    <SubmitKeys onSubmit={save} onEscape={onDone}>
      <Flex direction="column" gap="3">
        <TextField
          label={incidentField('title').label}
          value={shown.title}
          onChange={next => setDraft({ ...draft, title: next })}
          {...focusOnOpen()}
          {...problemProps(
            title.success ? undefined : title.error.issues[0].message,
          )}
        />
        <TextAreaField
          label={incidentField('description').label}
          rows={8}
          value={shown.description}
          onChange={next => setDraft({ ...draft, description: next })}
        />
        <KeptDraft isKept={isKept} onClear={clearDraft} />
        {changed && !error && (
          <ChangedMeanwhile
            field={incidentField(changed)}
            number={incident.number}
            value={now[changed]}
            refs={incident.refs}
            onShow={() => rebase({ [changed]: now[changed] })}
            onKeep={() => rebase({})}
          />
        )}
        <RefusalAlert
          error={error}
          onLoadLatest={async () => {
            rebase({}, await page.loadLatest());
            setError(undefined);
          }}
        />
        <Flex gap="2">
          <Button variant="primary" isPending={pending} onPress={save}>
            {t('property.save')}
            <SubmitKeysHint />
          </Button>
          <Button variant="tertiary" onPress={finish}>
            {t('property.cancel')}
          </Button>
        </Flex>
      </Flex>
    </SubmitKeys>
  );
}
