import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, TextAreaField, TextField } from '@backstage/ui';
import { titleSchema } from '@callboard/plugin-itsm-common';
import type { Initiative } from '@callboard/plugin-itsm-common';
import {
  ChangedMeanwhile,
  focusOnOpen,
  KeptDraft,
  problemProps,
  RefusalAlert,
  SubmitKeys,
  SubmitKeysHint,
  useDraft,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { initiativeField } from '../fields';
import { initiativeTranslationRef } from './translation';
import type { InitiativeOnPage } from './useInitiative';

/** The texts of an initiative that are edited on its page. */
export type TextName =
  | 'title'
  | 'objective'
  | 'evidence'
  | 'strategy'
  | 'measureNote'
  | 'gatherNote'
  | 'analysis'
  | 'presented'
  | 'plan';

/** Edits one text in place, based on what was shown when it began. What is written survives a reload. */
export function EditText(props: {
  name: TextName;
  initiative: Initiative;
  page: InitiativeOnPage;
  onDone: () => void;
}) {
  const { name, initiative, page, onDone } = props;
  const { t } = useTranslationRef(initiativeTranslationRef);
  const now = initiative[name] ?? '';
  const [draft, setDraft, clearDraft, isKept] = useDraft(
    `initiative-text/${initiative.number}/${name}`,
    { text: now, base: now, version: initiative.version },
  );
  const [error, setError] = useState<unknown>();
  const [pending, setPending] = useState(false);
  const changed = draft.base !== now;
  const finish = () => {
    clearDraft();
    onDone();
  };
  const title = titleSchema.safeParse(draft.text);
  const problem =
    name === 'title' && !title.success
      ? title.error.issues[0].message
      : undefined;
  const save = async () => {
    if (problem || pending) return;
    if (draft.text === now) {
      finish();
      return;
    }
    setPending(true);
    try {
      // As long as others changed something else, the edit is based on what is there now.
      const version = changed ? draft.version : initiative.version;
      await page.save({ [name]: draft.text || null } as never, version);
      finish();
    } catch (e) {
      setError(e);
    } finally {
      setPending(false);
    }
  };
  const rebase = (text: string, version = initiative.version) =>
    setDraft({ text, base: now, version });
  const Input = name === 'title' ? TextField : TextAreaField;
  return (
    <SubmitKeys onSubmit={save} onEscape={onDone}>
      <Flex direction="column" gap="3">
        <Input
          aria-label={initiativeField(name).label}
          {...(name !== 'title' && { rows: 6 })}
          value={draft.text}
          onChange={(text: string) => setDraft({ ...draft, text })}
          {...focusOnOpen()}
          {...problemProps(problem)}
        />
        <KeptDraft isKept={isKept} onClear={clearDraft} />
        {changed && !error && (
          <ChangedMeanwhile
            field={initiativeField(name)}
            number={initiative.number}
            value={now}
            refs={initiative.refs}
            onShow={() => rebase(now)}
            onKeep={() => rebase(draft.text)}
          />
        )}
        <RefusalAlert
          error={error}
          onLoadLatest={async () => {
            rebase(draft.text, (await page.loadLatest()) ?? initiative.version);
            setError(undefined);
          }}
        />
        <Flex gap="2">
          <Button variant="primary" isPending={pending} onPress={save}>
            {t('save')}
            <SubmitKeysHint />
          </Button>
          <Button variant="tertiary" onPress={finish}>
            {t('cancel')}
          </Button>
        </Flex>
      </Flex>
    </SubmitKeys>
  );
}
