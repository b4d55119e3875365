import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Attachment } from '@callboard/plugin-itsm-common';
import styles from './Attachments.module.css';
import { attachmentTranslationRef } from './translation';
import { useDownload } from './useDownload';

/** A file of a record by its name: pressed, it is downloaded. */
export function AttachmentLink(props: {
  number: string;
  attachment: Pick<Attachment, 'id' | 'name'>;
}) {
  const { number, attachment } = props;
  const { t } = useTranslationRef(attachmentTranslationRef);
  const { download, busy } = useDownload(number);
  const name = attachment.name || t('erased');
  return (
    <button
      type="button"
      className={styles.name}
      aria-label={t('download', { name })}
      disabled={busy !== undefined}
      onClick={() => download(attachment)}
    >
      {name}
    </button>
  );
}
