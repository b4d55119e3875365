import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon } from '@backstage/ui';
import { RiCloseLine } from '@remixicon/react';
import { errorSentence, errorStatus, isOffline } from '../../../api/errors';
import styles from './Attachments.module.css';
import { fileIcon, fileSizeWords } from './fileWords';
import { attachmentTranslationRef } from './translation';
import type { Upload } from './useUploads';

/** Whether the same file may be taken the next time: not if it is the file that is wrong. */
function mayHelpAgain(error: unknown): boolean {
  if (typeof error === 'string') return false;
  const status = errorStatus(error);
  return status === undefined || status >= 500 || status === 409;
}

/** A file on its way, with how far it is; or why it was not added, and what to do. */
export function UploadRow(props: {
  upload: Upload;
  onCancel: () => void;
  onAgain: () => void;
}) {
  const { upload, onCancel, onAgain } = props;
  const { name, file, state, sent, error } = upload;
  const { t } = useTranslationRef(attachmentTranslationRef);
  const failed = state === 'failed';
  const sentence = () => {
    if (typeof error === 'string') return error;
    return isOffline(error) ? t('upload.offline') : errorSentence(error);
  };
  return (
    <li className={styles.row}>
      <span className={styles.icon}>{fileIcon(file.type)}</span>
      <span className={styles.words}>
        <span className={styles.uploadName}>{name}</span>
        {failed ? (
          <span className={styles.problem} role="alert">
            {sentence()}
          </span>
        ) : (
          <span className={styles.about}>
            <progress
              className={styles.progress}
              aria-label={t('upload.progress', { name })}
              max={Math.max(file.size, 1)}
              value={sent}
            />
            <span className={styles.size}>
              {state === 'waiting'
                ? t('upload.waiting')
                : `${fileSizeWords(sent)} / ${fileSizeWords(file.size)}`}
            </span>
          </span>
        )}
      </span>
      <span className={styles.tools}>
        {failed && mayHelpAgain(error) && (
          <Button size="small" variant="secondary" onPress={onAgain}>
            {t('upload.again')}
          </Button>
        )}
        <ButtonIcon
          size="small"
          variant="tertiary"
          icon={<RiCloseLine />}
          aria-label={t(failed ? 'upload.dismiss' : 'upload.cancel', { name })}
          onPress={onCancel}
        />
      </span>
    </li>
  );
}
