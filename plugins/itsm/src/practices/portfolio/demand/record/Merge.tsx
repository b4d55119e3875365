import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, TextField } from '@backstage/ui';
import {
  DEMAND,
  demandRoutes,
  searchRoutes,
} from '@callboard/plugin-itsm-common';
import type { Demand } from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  FormDialog,
  problemProps,
  useFormDraft,
  useItsmMutation,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import styles from '../Demand.module.css';
import { demandTranslationRef } from '../translation';

function MergeDialog(props: {
  demand: Demand;
  onMerged: (demand: Demand) => void;
  onClose: () => void;
}) {
  const { demand, onMerged, onClose } = props;
  const { t } = useTranslationRef(demandTranslationRef);
  const draft = useFormDraft(
    `demand/${demand.number}/merge`,
    { into: '' },
    demand.version,
  );
  const { into } = draft.form;
  const [tried, setTried] = useState(false);
  const { mutate, isPending, error } = useItsmMutation(demandRoutes.merge);
  const { data } = useItsmQuery(searchRoutes.similar, {
    query: {
      type: DEMAND,
      title: demand.title,
      entity: demand.serviceRef,
    } as never,
  });
  const similar = (data?.items ?? []).filter(({ id }) => id !== demand.id);
  const send = () => {
    setTried(true);
    if (!into.trim() || isPending) return;
    mutate(
      {
        params: { id: demand.number },
        body: { into: into.trim() },
        ifMatch: draft.version,
      },
      {
        onSuccess: merged => {
          draft.clear();
          onMerged(merged);
          onClose();
        },
      },
    );
  };
  return (
    <FormDialog
      title={t('merge.title')}
      width={520}
      className={styles.form}
      draft={draft}
      error={error}
      submit={t('merge.merge')}
      isPending={isPending}
      onSubmit={send}
      cancel={t('outcome.cancel')}
      onClose={onClose}
    >
      <p className={styles.hint}>{t('merge.about')}</p>
      <TextField
        label={t('merge.number')}
        value={into}
        onChange={text => draft.change({ into: text })}
        isRequired
        {...focusOnOpen()}
        {...problemProps(tried && !into.trim() ? t('merge.needed') : undefined)}
      />
      {similar.length > 0 && (
        <div
          className={styles.list}
          role="group"
          aria-label={t('merge.similar')}
        >
          {similar.map(({ number, title }) => (
            <Button
              key={number}
              size="small"
              variant={into === number ? 'primary' : 'secondary'}
              onPress={() => draft.change({ into: number })}
            >
              {`${number} ${title}`}
            </Button>
          ))}
        </div>
      )}
    </FormDialog>
  );
}

/** Says that another need is the same, for those who work on it. */
export function Merge(props: {
  demand: Demand;
  onMerged: (demand: Demand) => void;
}) {
  const { demand, onMerged } = props;
  const { t } = useTranslationRef(demandTranslationRef);
  const [open, setOpen] = useState(false);
  const can =
    demand.viewer.standing.includes('worker') &&
    demand.viewer.canUpdate &&
    ['new', 'assessing', 'deferred'].includes(demand.status);
  if (!can) return null;
  return (
    <>
      <Button variant="tertiary" onPress={() => setOpen(true)}>
        {t('merge.action')}
      </Button>
      {open && (
        <MergeDialog
          demand={demand}
          onMerged={onMerged}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
