import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon } from '@backstage/ui';
import { PREVIEWED_TYPES } from '@callboard/plugin-itsm-common';
import type { Attachment } from '@callboard/plugin-itsm-common';
import { RiDeleteBinLine, RiDownloadLine, RiLockLine } from '@remixicon/react';
import { Pill } from '../../Pill';
import { RefLabel } from '../../text/RefLabel';
import type { Refs } from '../../text/RefLabel';
import { RelativeTime } from '../../text/RelativeTime';
import styles from './Attachments.module.css';
import { fileIcon, fileSizeWords } from './fileWords';
import { Picture } from './Picture';
import { attachmentTranslationRef } from './translation';

const THUMBNAIL = 40;
/** Larger pictures are shown when somebody wants to see them. */
const MOST_FOR_THUMBNAIL = 3_000_000;

/** One file: what it is, whose, and since when; pictures with a small one of themselves. */
export function AttachmentRow(props: {
  number: string;
  attachment: Attachment;
  refs: Refs | undefined;
  /** Whether to say of those that are internal that they are. */
  marksInternal: boolean;
  isDownloading: boolean;
  onShow: () => void;
  onDownload: () => void;
  onRemove: () => void;
}) {
  const { number, attachment, refs, onShow, onDownload } = props;
  const { mediaType, size, audience } = attachment;
  const { t } = useTranslationRef(attachmentTranslationRef);
  const name = attachment.name ?? t('erased');
  const isPicture = PREVIEWED_TYPES.includes(mediaType);
  const icon = <span className={styles.icon}>{fileIcon(mediaType)}</span>;
  return (
    <li className={styles.row}>
      {isPicture && size <= MOST_FOR_THUMBNAIL ? (
        <Picture
          number={number}
          attachment={attachment}
          size={THUMBNAIL}
          className={styles.thumbnail}
          loading={icon}
          fallback={icon}
        />
      ) : (
        icon
      )}
      <span className={styles.words}>
        <button
          type="button"
          className={styles.name}
          aria-label={t(isPicture ? 'show' : 'download', { name })}
          onClick={isPicture ? onShow : onDownload}
        >
          {attachment.name ?? <em>{name}</em>}
        </button>
        <span className={styles.about}>
          <span className={styles.size}>{fileSizeWords(size)}</span>
          <RefLabel entityRef={attachment.uploaderRef} refs={refs} plain />
          <RelativeTime instant={attachment.createdAt} />
          {audience === 'internal' && props.marksInternal && (
            <Pill tone="warning" icon={<RiLockLine aria-hidden />}>
              {t('internalMark')}
            </Pill>
          )}
        </span>
      </span>
      <span className={styles.tools}>
        <ButtonIcon
          size="small"
          variant="tertiary"
          icon={<RiDownloadLine />}
          aria-label={t('download', { name })}
          isPending={props.isDownloading}
          onPress={onDownload}
        />
        {attachment.viewer.canRemove && (
          <ButtonIcon
            size="small"
            variant="tertiary"
            icon={<RiDeleteBinLine />}
            aria-label={t('remove', { name })}
            onPress={props.onRemove}
          />
        )}
      </span>
    </li>
  );
}
