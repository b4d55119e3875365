import {
  toastApiRef,
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, TextAreaField, TextField } from '@backstage/ui';
import {
  supplierPermissions,
  supplierRoutes,
} from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  FormDialog,
  GroupPicker,
  problemProps,
  useFormDraft,
  useGo,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { RiAddLine } from '@remixicon/react';
import { useState } from 'react';
import { supplierRouteRef } from '../../routes';
import styles from '../Money.module.css';
import { moneyTranslationRef } from '../translation';

function TakeUpDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslationRef(moneyTranslationRef);
  const toast = useApi(toastApiRef);
  const go = useGo();
  const hrefOf = useRouteRef(supplierRouteRef);
  const kept = useFormDraft('supplier/new', {
    title: '',
    provides: '',
    contact: '',
    website: '',
    ownerRef: undefined as string | undefined,
  });
  const { form: draft, change } = kept;
  const [tried, setTried] = useState(false);
  const { mutate, isPending, error } = useItsmMutation(supplierRoutes.file);
  const submit = () => {
    setTried(true);
    if (!draft.title.trim() || isPending) return;
    const said = (text: string) => text.trim() || undefined;
    mutate(
      {
        body: {
          title: draft.title.trim(),
          provides: said(draft.provides),
          contact: said(draft.contact),
          website: said(draft.website),
          ownerRef: draft.ownerRef,
        },
      },
      {
        onSuccess: ({ number }) => {
          toast.post({
            title: t('suppliers.taken', { number }),
            status: 'success',
          });
          kept.clear();
          onClose();
          const href = hrefOf?.({ number });
          if (href) go(href);
        },
      },
    );
  };
  return (
    <FormDialog
      title={t('suppliers.take')}
      width={560}
      className={styles.form}
      draft={kept}
      error={error}
      submit={t('suppliers.take')}
      isPending={isPending}
      onSubmit={submit}
      cancel={t('cancel')}
      onClose={onClose}
    >
      <TextField
        label={t('suppliers.name')}
        value={draft.title}
        maxLength={200}
        onChange={title => change({ title })}
        isRequired
        {...focusOnOpen()}
        {...problemProps(
          tried && !draft.title.trim() ? t('form.needed') : undefined,
        )}
      />
      <TextAreaField
        label={t('suppliers.provides')}
        value={draft.provides}
        rows={2}
        onChange={provides => change({ provides })}
      />
      <TextAreaField
        label={t('suppliers.contact')}
        value={draft.contact}
        rows={2}
        onChange={contact => change({ contact })}
      />
      <TextField
        label={t('suppliers.website')}
        description={t('suppliers.websiteHint')}
        value={draft.website}
        onChange={website => change({ website })}
      />
      <GroupPicker
        label={t('suppliers.owner')}
        value={draft.ownerRef}
        onChange={ownerRef => change({ ownerRef })}
      />
    </FormDialog>
  );
}

/** Takes up a supplier, for whoever may. */
export function TakeUpSupplier() {
  const { t } = useTranslationRef(moneyTranslationRef);
  const [open, setOpen] = useState(false);
  const { allowed } = usePermission({ permission: supplierPermissions.create });
  if (!allowed) return null;
  return (
    <>
      <Button
        variant="primary"
        iconStart={<RiAddLine />}
        onPress={() => setOpen(true)}
      >
        {t('suppliers.take')}
      </Button>
      {open && <TakeUpDialog onClose={() => setOpen(false)} />}
    </>
  );
}
