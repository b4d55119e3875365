import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, VisuallyHidden } from '@backstage/ui';
import { attachmentRoutes } from '@callboard/plugin-itsm-common';
import type { Attachment, Audience } from '@callboard/plugin-itsm-common';
import { RiAddLine } from '@remixicon/react';
import { DateTime } from 'luxon';
import { useRef, useState } from 'react';
import { useItsmMutation } from '../../../api/useItsmMutation';
import { useItsmQuery } from '../../../api/useItsmQuery';
import { FailureMessage } from '../../states/FailureMessage';
import { Awaited } from '../Awaited';
import { RecordSection } from '../RecordLayout';
import { PreviewDialog, RemoveDialog } from './AttachmentDialogs';
import { AttachmentRow } from './AttachmentRow';
import styles from './Attachments.module.css';
import { AttachmentsFoot } from './AttachmentsFoot';
import { attachmentTranslationRef } from './translation';
import { UploadRow } from './UploadRow';
import { useDownload } from './useDownload';
import { useFileDrop } from './useFileDrop';
import { useFileRules } from './useFileRules';
import { useUploads } from './useUploads';

/**
 * The files on a record: those there are, and adding more by dropping, pasting or choosing. There
 * is nothing to see for readers who have none and may not add any.
 */
export function Attachments(props: {
  number: string;
  /** Nobody asked for the record, so all files are for those who work on it. */
  withoutRequester?: boolean;
}) {
  const { number, withoutRequester } = props;
  const { t } = useTranslationRef(attachmentTranslationRef);
  const params = { id: number };
  const { data, error, refetch } = useItsmQuery(attachmentRoutes.list, {
    params,
    live: true,
  });
  const remove = useItsmMutation(attachmentRoutes.remove);
  const { download, busy } = useDownload(number);
  const [chosen, setChosen] = useState<Audience>('internal');
  const [shown, setShown] = useState<Attachment>();
  const [leaving, setLeaving] = useState<Attachment>();
  const [said, setSaid] = useState('');
  const input = useRef<HTMLInputElement>(null);

  const { items = [], canAddFor = [], limits } = data ?? {};
  const choosesAudience = canAddFor.length > 1 && !withoutRequester;
  const audience = canAddFor.find(one => one === chosen) ?? canAddFor.at(0);
  const uploads = useUploads({
    number,
    refuse: useFileRules(data),
    onAdded: name => setSaid(t('upload.done', { name })),
  });
  const take = audience && ((files: File[]) => uploads.add(files, audience));
  const { isOver, zone } = useFileDrop(take, extension =>
    t('upload.pasted', {
      at: DateTime.now().toFormat('yyyy-MM-dd HH.mm.ss'),
      extension,
    }),
  );
  if (!error && !data) return <Awaited />;
  if (!error && items.length === 0 && !audience) return null;

  return (
    <RecordSection
      title={items.length > 0 ? `${t('title')} · ${items.length}` : t('title')}
      actions={
        take && (
          <Button
            size="small"
            variant="tertiary"
            iconStart={<RiAddLine />}
            onPress={() => input.current?.click()}
          >
            {t('add')}
          </Button>
        )
      }
    >
      <div
        className={isOver ? `${styles.zone} ${styles.over}` : styles.zone}
        {...zone}
      >
        {error && !data && (
          <FailureMessage small error={error} onRetry={() => refetch()} />
        )}
        {items.length > 0 && (
          <ul className={styles.list} aria-label={t('title')}>
            {items.map(attachment => (
              <AttachmentRow
                key={attachment.id}
                number={number}
                attachment={attachment}
                refs={data?.refs}
                marksInternal={!withoutRequester}
                isDownloading={busy === attachment.id}
                onShow={() => setShown(attachment)}
                onDownload={() => download(attachment)}
                onRemove={() => {
                  remove.reset();
                  setLeaving(attachment);
                }}
              />
            ))}
          </ul>
        )}
        {uploads.uploads.length > 0 && (
          <ul className={styles.list} aria-label={t('upload.label')}>
            {uploads.uploads.map(upload => (
              <UploadRow
                key={upload.key}
                upload={upload}
                onCancel={() => uploads.drop(upload.key)}
                onAgain={() => uploads.again(upload.key)}
              />
            ))}
          </ul>
        )}
        {take && limits && (
          <AttachmentsFoot
            most={limits.fileSize}
            isOver={isOver}
            audience={choosesAudience ? audience : undefined}
            onChoose={setChosen}
          />
        )}
      </div>
      {take && (
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label={t('add')}
          onChange={event => {
            take(Array.from(event.target.files ?? []));
            // The same file can be chosen again.
            event.target.value = '';
          }}
        />
      )}
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      {shown && (
        <PreviewDialog
          number={number}
          attachment={shown}
          isDownloading={busy === shown.id}
          onDownload={() => download(shown)}
          onClose={() => setShown(undefined)}
        />
      )}
      {leaving && (
        <RemoveDialog
          attachment={leaving}
          isPending={remove.isPending}
          error={remove.error}
          onRemove={() =>
            remove.mutate(
              { params: { id: number, attachmentId: leaving.id } },
              {
                onSuccess: () => {
                  setLeaving(undefined);
                  setSaid(
                    t('upload.removed', { name: leaving.name ?? t('erased') }),
                  );
                },
              },
            )
          }
          onClose={() => setLeaving(undefined)}
        />
      )}
    </RecordSection>
  );
}
