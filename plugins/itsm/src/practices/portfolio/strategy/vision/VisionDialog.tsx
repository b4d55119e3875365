import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Skeleton,
  TextAreaField,
  TextField,
} from '@backstage/ui';
import {
  definitionRoutes,
  STRATEGY_KEY,
  STRATEGY_KIND,
} from '@callboard/plugin-itsm-common';
import type { Strategy } from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  RefusalAlert,
  SubmitKeys,
  SubmitKeysHint,
  useItsmMutation,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import styles from '../Strategy.module.css';
import { strategyTranslationRef } from '../translation';
import { readThemes, writeThemes } from './themes';

const params = { kind: STRATEGY_KIND, key: STRATEGY_KEY };

/** Writes vision, mission and themes: the definition of the strategy, in a form. */
export function VisionDialog(props: {
  strategy: Strategy | undefined;
  onClose: () => void;
  onSaved: () => void;
}) {
  const { strategy, onClose, onSaved } = props;
  const { t } = useTranslationRef(strategyTranslationRef);
  const toast = useApi(toastApiRef);
  const [form, setForm] = useState({
    title: strategy?.title ?? '',
    vision: strategy?.vision ?? '',
    mission: strategy?.mission ?? '',
    horizon: strategy?.horizon ?? '',
    themes: writeThemes(strategy?.themes ?? []),
  });
  const [tried, setTried] = useState(false);
  // Somebody may have written it since the page was read: what is saved is based on what is shown.
  const current = useItsmQuery(definitionRoutes.get, {
    params,
    enabled: strategy !== undefined,
  });
  const write = useItsmMutation(definitionRoutes.write);
  const change = (changes: Partial<typeof form>) =>
    setForm({ ...form, ...changes });
  const isMissing = !form.title.trim() || !form.vision.trim();
  const isReady = strategy === undefined || current.data !== undefined;
  const submit = () => {
    setTried(true);
    if (isMissing || !isReady || write.isPending) return;
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
        ifMatch: current.data?.version ?? 0,
      },
      {
        onSuccess: () => {
          toast.post({ title: t('vision.form.saved'), status: 'success' });
          onSaved();
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      isOpen
      isDismissable
      width={640}
      onOpenChange={open => !open && onClose()}
    >
      <DialogHeader>{t('vision.form.title')}</DialogHeader>
      <DialogBody>
        {!isReady && <Skeleton height={240} />}
        {isReady && (
          <SubmitKeys className={styles.form} onSubmit={submit}>
            <TextField
              label={t('vision.form.name')}
              value={form.title}
              maxLength={200}
              isRequired
              onChange={title => change({ title })}
              {...focusOnOpen()}
            />
            <TextAreaField
              label={t('vision.form.vision')}
              description={t('vision.form.visionHint')}
              value={form.vision}
              rows={3}
              isRequired
              onChange={vision => change({ vision })}
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
            {tried && isMissing && (
              <p className={styles.fault} role="alert">
                {t('vision.form.missing')}
              </p>
            )}
            <RefusalAlert error={write.error ?? current.error} />
          </SubmitKeys>
        )}
      </DialogBody>
      <DialogFooter>
        <Button
          variant="primary"
          isPending={write.isPending}
          isDisabled={!isReady}
          onPress={submit}
        >
          {t('vision.form.save')}
          <SubmitKeysHint />
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('vision.form.cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
