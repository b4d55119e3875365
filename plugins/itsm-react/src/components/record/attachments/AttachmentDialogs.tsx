import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Skeleton,
  Text,
} from '@backstage/ui';
import type { Attachment } from '@callboard/plugin-itsm-common';
import { RiDownloadLine } from '@remixicon/react';
import { ConfirmDialog } from '../../states/ConfirmDialog';
import styles from './Attachments.module.css';
import { Picture } from './Picture';
import { attachmentTranslationRef } from './translation';

/** A picture as large as there is room for. */
export function PreviewDialog(props: {
  number: string;
  attachment: Attachment;
  isDownloading: boolean;
  onDownload: () => void;
  onClose: () => void;
}) {
  const { number, attachment, onClose } = props;
  const { t } = useTranslationRef(attachmentTranslationRef);
  const name = attachment.name ?? t('erased');
  return (
    <Dialog
      isOpen
      isDismissable
      width={1100}
      onOpenChange={open => !open && onClose()}
    >
      <DialogHeader>{name}</DialogHeader>
      <DialogBody>
        <Picture
          number={number}
          attachment={attachment}
          label={name}
          className={styles.preview}
          loading={<Skeleton height={320} />}
          fallback={
            <Text as="p" color="secondary">
              {t('noPreview')}
            </Text>
          }
        />
      </DialogBody>
      <DialogFooter>
        <Button
          variant="primary"
          iconStart={<RiDownloadLine />}
          isPending={props.isDownloading}
          onPress={props.onDownload}
        >
          {t('downloadWord')}
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

/** Asks once before a file is gone for good. */
export function RemoveDialog(props: {
  attachment: Attachment;
  isPending: boolean;
  error: unknown;
  onRemove: () => void;
  onClose: () => void;
}) {
  const { attachment, isPending, error, onRemove, onClose } = props;
  const { t } = useTranslationRef(attachmentTranslationRef);
  const name = attachment.name ?? t('erased');
  return (
    <ConfirmDialog
      title={t('confirm.title')}
      yes={t('confirm.yes')}
      no={t('confirm.no')}
      isPending={isPending}
      error={error}
      onYes={onRemove}
      onClose={onClose}
    >
      <Text as="p">{t('confirm.body', { name })}</Text>
    </ConfirmDialog>
  );
}
