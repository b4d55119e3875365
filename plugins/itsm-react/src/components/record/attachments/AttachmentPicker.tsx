import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Select, VisuallyHidden } from '@backstage/ui';
import { attachmentRoutes } from '@callboard/plugin-itsm-common';
import { RiUploadLine } from '@remixicon/react';
import { useEffect, useRef, useState } from 'react';
import { useItsmQuery } from '../../../api/useItsmQuery';
import { FailureMessage } from '../../states/FailureMessage';
import styles from './Attachments.module.css';
import { fileSizeWords } from './fileWords';
import { attachmentTranslationRef } from './translation';
import { UploadRow } from './UploadRow';
import { useFileRules } from './useFileRules';
import { useUploads } from './useUploads';

/**
 * One of the files on a record: of those that are there, or one that is uploaded here and is chosen
 * then. What is uploaded is for those who work on the record, where there is a choice.
 */
export function AttachmentPicker(props: {
  number: string;
  label: string;
  value?: string;
  onChange: (id: string | undefined) => void;
  isRequired?: boolean;
  error?: string;
  /** Told whether a file is on its way, so that nobody goes on without it. */
  onBusy?: (isBusy: boolean) => void;
}) {
  const { number, label, value, onChange, isRequired, onBusy } = props;
  const { t } = useTranslationRef(attachmentTranslationRef);
  const { data, error, refetch } = useItsmQuery(attachmentRoutes.list, {
    params: { id: number },
  });
  const input = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState('');
  const { items = [], canAddFor = [], limits } = data ?? {};
  const audience = canAddFor.includes('internal') ? 'internal' : canAddFor[0];
  const uploads = useUploads({
    number,
    refuse: useFileRules(data),
    onAdded: (name, { id }) => {
      onChange(id);
      setSaid(t('upload.done', { name }));
    },
  });
  const take = (files: File[]) => {
    if (!audience || files.length === 0) return;
    uploads.add(files.slice(0, 1), audience);
  };
  const isSending = uploads.uploads.some(one => one.state !== 'failed');
  useEffect(() => onBusy?.(isSending), [isSending, onBusy]);
  if (error && !data)
    return <FailureMessage small error={error} onRetry={() => refetch()} />;
  return (
    <div className={styles.picker}>
      {(items.length > 0 || !audience) && (
        <Select
          label={label}
          placeholder={t(items.length > 0 ? 'pick.choose' : 'pick.none')}
          options={items.map(({ id, name, size }) => ({
            value: id,
            label: `${name ?? t('erased')} · ${fileSizeWords(size)}`,
          }))}
          value={value ?? null}
          onChange={key => onChange((key as string | null) ?? undefined)}
          isDisabled={items.length === 0}
          isRequired={isRequired}
          isInvalid={Boolean(props.error)}
        />
      )}
      {props.error && (
        <span className={styles.problem} role="alert">
          {props.error}
        </span>
      )}
      {audience && (
        <div className={styles.pickerUpload}>
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiUploadLine />}
            isDisabled={isSending}
            onPress={() => input.current?.click()}
          >
            {t('pick.upload')}
          </Button>
          <span className={styles.pickerHint}>
            {t('pick.hint', { size: fileSizeWords(limits?.fileSize ?? 0) })}
          </span>
        </div>
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
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('pick.upload')}
        onChange={event => {
          take(Array.from(event.target.files ?? []));
          // The same file can be chosen again.
          event.target.value = '';
        }}
      />
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </div>
  );
}
