import {
  toastApiRef,
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, TextAreaField, TextField } from '@backstage/ui';
import {
  suggestionPermissions,
  suggestionRoutes,
} from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  FormDialog,
  problemProps,
  ServicePicker,
  useFormDraft,
  useGo,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { RiAddLine } from '@remixicon/react';
import { useState } from 'react';
import { suggestionRouteRef } from '../../routes';
import styles from '../Culture.module.css';
import { cultureTranslationRef } from '../translation';

function SuggestDialog(props: { service?: string; onClose: () => void }) {
  const { onClose } = props;
  const { t } = useTranslationRef(cultureTranslationRef);
  const toast = useApi(toastApiRef);
  const go = useGo();
  const hrefOf = useRouteRef(suggestionRouteRef);
  const draft = useFormDraft('suggestion', {
    title: '',
    idea: '',
    serviceRef: props.service,
  });
  const { form, change } = draft;
  const { title, idea, serviceRef } = form;
  const [tried, setTried] = useState(false);
  const { mutate, isPending, error } = useItsmMutation(suggestionRoutes.file);
  const submit = () => {
    setTried(true);
    if (!title.trim() || !idea.trim() || isPending) return;
    mutate(
      { body: { title: title.trim(), idea: idea.trim(), serviceRef } },
      {
        onSuccess: ({ number }) => {
          toast.post({
            title: t('suggestions.form.sent', { number }),
            status: 'success',
          });
          draft.clear();
          onClose();
          const href = hrefOf?.({ number });
          if (href) go(href);
        },
      },
    );
  };
  return (
    <FormDialog
      title={t('suggestions.suggest')}
      width={560}
      className={styles.form}
      draft={draft}
      error={error}
      submit={t('suggestions.form.send')}
      isPending={isPending}
      onSubmit={submit}
      cancel={t('retrospectives.note.cancel')}
      onClose={onClose}
    >
      <TextField
        label={t('suggestions.form.title')}
        placeholder={t('suggestions.form.titleHint')}
        value={title}
        maxLength={200}
        onChange={text => change({ title: text })}
        isRequired
        {...focusOnOpen()}
        {...problemProps(
          tried && !title.trim()
            ? t('suggestions.form.missingTitle')
            : undefined,
        )}
      />
      <TextAreaField
        label={t('suggestions.form.idea')}
        value={idea}
        rows={4}
        onChange={text => change({ idea: text })}
        isRequired
        {...problemProps(
          tried && !idea.trim() ? t('suggestions.form.missingIdea') : undefined,
        )}
      />
      <ServicePicker
        label={t('suggestions.form.service')}
        value={serviceRef}
        onChange={ref => change({ serviceRef: ref })}
      />
    </FormDialog>
  );
}

/** Asks for a suggestion in two fields, for whoever may make one. */
export function SuggestButton(props: {
  service?: string;
  variant?: 'primary' | 'secondary';
}) {
  const { service, variant = 'primary' } = props;
  const { t } = useTranslationRef(cultureTranslationRef);
  const [open, setOpen] = useState(false);
  const { allowed } = usePermission({
    permission: suggestionPermissions.create,
  });
  if (!allowed) return null;
  return (
    <>
      <Button
        variant={variant}
        iconStart={<RiAddLine />}
        onPress={() => setOpen(true)}
      >
        {t('suggestions.suggest')}
      </Button>
      {open && (
        <SuggestDialog service={service} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
