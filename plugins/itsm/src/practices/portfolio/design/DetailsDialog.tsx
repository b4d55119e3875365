import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  TextField,
} from '@backstage/ui';
import { designRoutes } from '@callboard/plugin-itsm-common';
import type { DesignSection } from '@callboard/plugin-itsm-common';
import {
  EntityPicker,
  RefusalAlert,
  SubmitKeys,
  SubmitKeysHint,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
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
  const [ownerRef, setOwner] = useState(section.ownerRef);
  const [review, setReview] = useState(toDay(section.reviewAt));
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
        ifMatch: section.version || undefined,
      },
      { onSuccess: onClose },
    );
  };
  return (
    <Dialog
      isOpen
      isDismissable
      width={520}
      onOpenChange={open => !open && onClose()}
    >
      <DialogHeader>{t('section.detailsTitle')}</DialogHeader>
      <DialogBody>
        <SubmitKeys className={styles.form} onSubmit={submit}>
          <EntityPicker
            label={t('section.owner')}
            description={t('section.ownerHint')}
            kinds={['user', 'group']}
            value={ownerRef}
            onChange={setOwner}
          />
          <TextField
            label={t('section.review')}
            type={'date' as 'text'}
            value={review}
            onChange={setReview}
          />
          <RefusalAlert error={error} />
        </SubmitKeys>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" isPending={isPending} onPress={submit}>
          {t('section.save')}
          <SubmitKeysHint />
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('section.cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
