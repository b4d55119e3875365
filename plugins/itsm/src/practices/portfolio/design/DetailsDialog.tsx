import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextField } from '@backstage/ui';
import { designRoutes } from '@callboard/plugin-itsm-common';
import type { DesignSection } from '@callboard/plugin-itsm-common';
import {
  EntityPicker,
  FormDialog,
  useFormDraft,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { beginOf, toDay } from './dates';
import styles from './Design.module.css';
import { designTranslationRef } from './translation';

/** Who answers for a section, and when it is looked at again. */
export function DetailsDialog(props: {
  number: string;
  section: DesignSection;
  onClose: () => void;
}) {
  const { number, section, onClose } = props;
  const { t } = useTranslationRef(designTranslationRef);
  const draft = useFormDraft(
    `design/${number}/${section.key}/details`,
    { ownerRef: section.ownerRef, review: toDay(section.reviewAt) },
    section.version || undefined,
  );
  const { ownerRef, review } = draft.form;
  const { mutate, isPending, error } = useItsmMutation(designRoutes.write);
  const submit = () => {
    if (isPending) return;
    mutate(
      {
        params: { id: number, section: section.key },
        body: {
          ownerRef: ownerRef ?? null,
          reviewAt: beginOf(review) ?? null,
        },
        ifMatch: draft.version,
      },
      {
        onSuccess: () => {
          draft.clear();
          onClose();
        },
      },
    );
  };
  return (
    <FormDialog
      title={t('section.detailsTitle')}
      width={520}
      className={styles.form}
      draft={draft}
      error={error}
      submit={t('section.save')}
      isPending={isPending}
      onSubmit={submit}
      cancel={t('section.cancel')}
      onClose={onClose}
    >
      <EntityPicker
        label={t('section.owner')}
        description={t('section.ownerHint')}
        kinds={['user', 'group']}
        value={ownerRef}
        onChange={ref => draft.change({ ownerRef: ref })}
      />
      <TextField
        label={t('section.review')}
        type={'date' as 'text'}
        value={review}
        onChange={text => draft.change({ review: text })}
      />
    </FormDialog>
  );
}
