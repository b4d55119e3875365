import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Select,
  TextField,
} from '@backstage/ui';
import {
  retrospectivePermissions,
  retrospectiveRoutes,
} from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  GroupPicker,
  InstantInput,
  problemProps,
  RefusalAlert,
  SubmitKeys,
  SubmitKeysHint,
  useGo,
  useItsmMutation,
  useItsmQuery,
  useMyGroups,
} from '@callboard/plugin-itsm-react';
import { RiAddLine } from '@remixicon/react';
import { useState } from 'react';
import { retrospectiveRouteRef } from '../../routes';
import styles from '../Culture.module.css';
import { cultureTranslationRef } from '../translation';

/** The key of the usual columns, which have none. */
const USUAL = '';

function BeginDialog(props: { record?: string; onClose: () => void }) {
  const { onClose } = props;
  const { t } = useTranslationRef(cultureTranslationRef);
  const go = useGo();
  const hrefOf = useRouteRef(retrospectiveRouteRef);
  const mine = useMyGroups();
  const [title, setTitle] = useState('');
  const [chosen, setTeam] = useState<string>();
  const [template, setTemplate] = useState(USUAL);
  const [record, setRecord] = useState(props.record ?? '');
  const [heldAt, setHeldAt] = useState<string>();
  const [tried, setTried] = useState(false);
  const { data } = useItsmQuery(retrospectiveRoutes.templates, {
    staleTime: 60_000,
  });
  const templates = data?.items ?? [];
  const { mutate, isPending, error } = useItsmMutation(
    retrospectiveRoutes.begin,
  );
  // Whoever is in one team begins that team's.
  const ownerRef = chosen ?? (mine.length === 1 ? mine[0] : undefined);
  const columns = templates
    .find(({ key = USUAL }) => key === template)
    ?.columns.map(column => column.title)
    .join(' · ');
  const submit = () => {
    setTried(true);
    if (!title.trim() || !ownerRef || isPending) return;
    mutate(
      {
        body: {
          title: title.trim(),
          ownerRef,
          heldAt,
          ...(template !== USUAL && { template }),
          ...(record.trim() && { record: record.trim() }),
        },
      },
      {
        onSuccess: ({ number }) => {
          onClose();
          const href = hrefOf?.({ number });
          if (href) go(href);
        },
      },
    );
  };
  return (
    <Dialog
      isOpen
      isDismissable
      width={560}
      onOpenChange={open => !open && onClose()}
    >
      <DialogHeader>{t('retrospectives.begin')}</DialogHeader>
      <DialogBody>
        <SubmitKeys className={styles.form} onSubmit={submit}>
          <TextField
            label={t('retrospectives.form.title')}
            placeholder={t('retrospectives.form.titleHint')}
            value={title}
            maxLength={200}
            onChange={setTitle}
            isRequired
            {...focusOnOpen()}
            {...problemProps(
              tried && !title.trim()
                ? t('retrospectives.form.missingTitle')
                : undefined,
            )}
          />
          <GroupPicker
            label={t('retrospectives.form.team')}
            value={ownerRef}
            onChange={setTeam}
            isRequired
            {...problemProps(
              tried && !ownerRef
                ? t('retrospectives.form.missingTeam')
                : undefined,
            )}
          />
          {templates.length > 1 && (
            <Select
              label={t('retrospectives.form.template')}
              description={columns}
              options={templates.map(({ key = USUAL, name }) => ({
                value: key,
                label: name,
              }))}
              value={template}
              onChange={key => setTemplate(String(key ?? USUAL))}
            />
          )}
          <TextField
            label={t('retrospectives.form.record')}
            placeholder="INC-1042"
            value={record}
            maxLength={40}
            onChange={setRecord}
          />
          <InstantInput
            label={t('retrospectives.form.held')}
            value={heldAt}
            onChange={setHeldAt}
            quick={['tomorrow', 'monday', 'inOneWeek']}
          />
          <RefusalAlert error={error} />
        </SubmitKeys>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" isPending={isPending} onPress={submit}>
          {t('retrospectives.form.send')}
          <SubmitKeysHint />
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('retrospectives.note.cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

/** Begins a retrospective, for whoever may. */
export function BeginButton() {
  const { t } = useTranslationRef(cultureTranslationRef);
  const [open, setOpen] = useState(false);
  const { allowed } = usePermission({
    permission: retrospectivePermissions.create,
  });
  if (!allowed) return null;
  return (
    <>
      <Button
        variant="primary"
        iconStart={<RiAddLine />}
        onPress={() => setOpen(true)}
      >
        {t('retrospectives.begin')}
      </Button>
      {open && <BeginDialog onClose={() => setOpen(false)} />}
    </>
  );
}
