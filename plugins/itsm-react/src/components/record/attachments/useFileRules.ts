import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RecordAttachments } from '@callboard/plugin-itsm-common';
import { fileSizeWords } from './fileWords';
import { attachmentTranslationRef } from './translation';

/** Says of a file why it need not be sent to a record at all; undefined if it may be. */
export function useFileRules(there: RecordAttachments | undefined) {
  const { t } = useTranslationRef(attachmentTranslationRef);
  return (file: File): string | undefined => {
    if (!there) return undefined;
    const { items, limits } = there;
    if (file.size === 0) return t('upload.empty');
    if (file.size > limits.fileSize)
      return t('upload.tooLarge', { size: fileSizeWords(limits.fileSize) });
    return items.length >= limits.files
      ? t('upload.tooMany', { files: String(items.length) })
      : undefined;
  };
}
