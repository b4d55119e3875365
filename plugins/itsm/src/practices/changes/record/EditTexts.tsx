import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, TextAreaField, TextField } from '@backstage/ui';
import { titleSchema } from '@callboard/plugin-itsm-common';
import type { Change, ChangePatch } from '@callboard/plugin-itsm-common';
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
import { changeField } from '../fields';
import type { ChangeOnPage } from './useChange';

/** The texts of a change that are edited on its page. */
export type TextName =
  | 'title'
  | 'description'
  | 'justification'
  | 'plan'
  | 'testEvidence'
  | 'rollbackPlan'
  | 'outcomeNote';

type Texts = Partial<Record<TextName, string>>;

/** What is being written, and what it began with. */
interface Draft {
  texts: Texts;
  base: Texts;
  version: number;
}

function textsOf(change: Change, names: readonly TextName[]): Texts {
  return Object.fromEntries(names.map(name => [name, change[name] ?? '']));
}

/** Edits texts in place, based on the version that was shown when it began. */
export function EditTexts(props: {
  names: readonly TextName[];
  change: Change;
  page: ChangeOnPage;
  onDone: () => void;
}) {
  const { names, change, page, onDone } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const now = textsOf(change, names);
  const [draft, setDraft, clearDraft, isKept] = useDraft<Draft>(
    `change-text/${change.number}/${names.join('+')}`,
    { texts: now, base: now, version: change.version },
  );
  const [error, setError] = useState<unknown>();
  const [pending, setPending] = useState(false);
  const { base } = draft;
  const isTouched = (name: TextName) => draft.texts[name] !== base[name];
  // What is not touched here follows what others write.
  const shown: Texts = Object.fromEntries(
    names.map(name => [name, isTouched(name) ? draft.texts[name] : now[name]]),
  );
  const changed = names.find(
    name => isTouched(name) && base[name] !== now[name],
  );
  // As long as others changed something else, the edit is based on what is there now.
  const version = changed ? draft.version : change.version;
  const rebase = (texts: Texts, latest = change.version) =>
    setDraft({ texts: { ...shown, ...texts }, base: now, version: latest });
  const title = titleSchema.safeParse(shown.title);
  const titleProblem =
    names.includes('title') && !title.success
      ? title.error.issues[0].message
      : undefined;

  const finish = () => {
    clearDraft();
    onDone();
  };
  const save = async () => {
    if (titleProblem || pending) return;
    const edited = names.filter(name => shown[name] !== now[name]);
    if (edited.length === 0) {
      finish();
      return;
    }
    const patch = Object.fromEntries(
      edited.map(name => [name, shown[name] || null]),
    ) as ChangePatch;
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
        {names.map((name, index) => {
          const Input = name === 'title' ? TextField : TextAreaField;
          return (
            <Input
              key={name}
              label={changeField(name).label}
              {...(name !== 'title' && { rows: 8 })}
              value={shown[name] ?? ''}
              onChange={(text: string) =>
                setDraft({ ...draft, texts: { ...draft.texts, [name]: text } })
              }
              {...focusOnOpen(index === 0)}
              {...problemProps(name === 'title' ? titleProblem : undefined)}
            />
          );
        })}
        <KeptDraft isKept={isKept} onClear={clearDraft} />
        {changed && !error && (
          <ChangedMeanwhile
            field={changeField(changed)}
            number={change.number}
            value={now[changed]}
            refs={change.refs}
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
