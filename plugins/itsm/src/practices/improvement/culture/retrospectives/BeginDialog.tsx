import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Select, TextField } from '@backstage/ui';
import {
  retrospectivePermissions,
  retrospectiveRoutes,
} from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  FormDialog,
  GroupPicker,
  InstantInput,
  problemProps,
  useFormDraft,
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

/** What is known of a retrospective before anybody says anything. */
interface Known {
  /** Number of what it looks back at. */
  record?: string;
  title?: string;
  /** The team, if the person who begins it is one of it. */
  ownerRef?: string;
}

function BeginDialog(props: { known: Known; onClose: () => void }) {
  const { known, onClose } = props;
  const { t } = useTranslationRef(cultureTranslationRef);
  const go = useGo();
  const hrefOf = useRouteRef(retrospectiveRouteRef);
  const mine = useMyGroups();
  const draft = useFormDraft(`retrospective/${known.record ?? 'new'}`, {
    title: known.title ?? '',
    team: undefined as string | undefined,
    template: USUAL,
    record: known.record ?? '',
    heldAt: undefined as string | undefined,
  });
  const { form, change } = draft;
  const { title, template, record, heldAt } = form;
  const [tried, setTried] = useState(false);
  const { data } = useItsmQuery(retrospectiveRoutes.templates, {
    staleTime: 60_000,
  });
  const templates = data?.items ?? [];
  const { mutate, isPending, error } = useItsmMutation(
    retrospectiveRoutes.begin,
  );
  // Whoever is of the team that had it, or of one team only, begins that team's.
  const theirs = mine.find(team => team === known.ownerRef);
  const ownerRef =
    form.team ?? theirs ?? (mine.length === 1 ? mine[0] : undefined);
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
      title={t('retrospectives.begin')}
      width={560}
      className={styles.form}
      draft={draft}
      error={error}
      submit={t('retrospectives.form.send')}
      isPending={isPending}
      onSubmit={submit}
      cancel={t('retrospectives.note.cancel')}
      onClose={onClose}
    >
      <TextField
        label={t('retrospectives.form.title')}
        placeholder={t('retrospectives.form.titleHint')}
        value={title}
        maxLength={200}
        onChange={text => change({ title: text })}
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
        onChange={team => change({ team })}
        isRequired
        {...problemProps(
          tried && !ownerRef ? t('retrospectives.form.missingTeam') : undefined,
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
          onChange={key => change({ template: String(key ?? USUAL) })}
        />
      )}
      <TextField
        label={t('retrospectives.form.record')}
        placeholder="INC-1042"
        value={record}
        maxLength={40}
        onChange={text => change({ record: text })}
      />
      <InstantInput
        label={t('retrospectives.form.held')}
        value={heldAt}
        onChange={at => change({ heldAt: at })}
        quick={['tomorrow', 'monday', 'inOneWeek']}
      />
    </FormDialog>
  );
}

/** Begins a retrospective, for whoever may. */
export function BeginButton(props: {
  known?: Known;
  /** In place of what it is called elsewhere. */
  label?: string;
  /** At the head of a section. */
  small?: boolean;
}) {
  const { known = {}, small } = props;
  const { t } = useTranslationRef(cultureTranslationRef);
  const [open, setOpen] = useState(false);
  const { allowed } = usePermission({
    permission: retrospectivePermissions.create,
  });
  if (!allowed) return null;
  return (
    <>
      <Button
        variant={small ? 'tertiary' : 'primary'}
        size={small ? 'small' : undefined}
        iconStart={<RiAddLine />}
        onPress={() => setOpen(true)}
      >
        {props.label ?? t('retrospectives.begin')}
      </Button>
      {open && <BeginDialog known={known} onClose={() => setOpen(false)} />}
    </>
  );
}
