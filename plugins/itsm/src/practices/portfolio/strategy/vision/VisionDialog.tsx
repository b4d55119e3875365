import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { TextAreaField, TextField } from '@backstage/ui';
import {
  definitionRoutes,
  STRATEGY_KEY,
  STRATEGY_KIND,
} from '@callboard/plugin-itsm-common';
import type { Strategy } from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  FormDialog,
  problemProps,
  useFormDraft,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import styles from '../Strategy.module.css';
import { strategyTranslationRef } from '../translation';
import { readThemes, writeThemes } from './themes';

const params = { kind: STRATEGY_KIND, key: STRATEGY_KEY };

/** Writes vision, mission and themes: the definition of the strategy, in a form. */
export function VisionDialog(props: {
  strategy: Strategy | undefined;
  /** The version of it that is on the page. */
  version: number | undefined;
  /** Brings the latest and gives its version. */
  onLoadLatest: () => Promise<number | undefined>;
  onClose: () => void;
  onSaved: () => void;
}) {
  const { strategy, version, onClose, onSaved } = props;
  const { t } = useTranslationRef(strategyTranslationRef);
  const toast = useApi(toastApiRef);
  const draft = useFormDraft(
    'strategy',
    {
      title: strategy?.title ?? '',
      vision: strategy?.vision ?? '',
      mission: strategy?.mission ?? '',
      horizon: strategy?.horizon ?? '',
      themes: writeThemes(strategy?.themes ?? []),
    },
    version,
  );
  const { form, change } = draft;
  const [tried, setTried] = useState(false);
  const write = useItsmMutation(definitionRoutes.write);
  const isMissing = !form.title.trim() || !form.vision.trim();
  const submit = () => {
    setTried(true);
    if (isMissing || write.isPending) return;
    const body = {
      title: form.title.trim(),
      vision: form.vision.trim(),
      mission: form.mission.trim() || undefined,
      horizon: form.horizon.trim() || undefined,
      themes: readThemes(form.themes, strategy?.themes ?? []),
    };
    write.mutate(
      {
        params,
        // Without what is left out: a version is kept as it is written.
        body: { body: JSON.parse(JSON.stringify(body)) },
        // Somebody may have written it since the page was read: that is not written over.
        ifMatch: draft.version ?? 0,
      },
      {
        onSuccess: () => {
          toast.post({ title: t('vision.form.saved'), status: 'success' });
          draft.clear();
          onSaved();
          onClose();
        },
      },
    );
  };
  const missing = (text: string) =>
    problemProps(tried && !text.trim() ? t('vision.form.missing') : undefined);
  return (
    <FormDialog
      title={t('vision.form.title')}
      width={640}
      className={styles.form}
      draft={draft}
      error={write.error}
      submit={t('vision.form.save')}
      isPending={write.isPending}
      onSubmit={submit}
      onLoadLatest={props.onLoadLatest}
      cancel={t('vision.form.cancel')}
      onClose={onClose}
    >
      <TextField
        label={t('vision.form.name')}
        value={form.title}
        maxLength={200}
        isRequired
        onChange={title => change({ title })}
        {...focusOnOpen()}
        {...missing(form.title)}
      />
      <TextAreaField
        label={t('vision.form.vision')}
        description={t('vision.form.visionHint')}
        value={form.vision}
        rows={3}
        isRequired
        onChange={vision => change({ vision })}
        {...missing(form.vision)}
      />
      <TextAreaField
        label={t('vision.form.mission')}
        value={form.mission}
        rows={2}
        onChange={mission => change({ mission })}
      />
      <TextField
        label={t('vision.form.horizon')}
        value={form.horizon}
        maxLength={80}
        onChange={horizon => change({ horizon })}
      />
      <TextAreaField
        label={t('vision.form.themes')}
        description={t('vision.form.themesHint')}
        value={form.themes}
        rows={5}
        onChange={themes => change({ themes })}
      />
    </FormDialog>
  );
}
