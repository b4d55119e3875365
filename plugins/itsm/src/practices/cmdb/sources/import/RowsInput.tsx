import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, TextAreaField } from '@backstage/ui';
import { problemProps } from '@callboard/plugin-itsm-react';
import {
  RiClipboardLine,
  RiFileTextLine,
  RiFolderOpenLine,
} from '@remixicon/react';
import { useRef, useState } from 'react';
import type { DragEvent } from 'react';
import { ciSourcesTranslationRef } from '../translation';
import styles from './Import.module.css';
import { linesOf, MOST_BYTES, textOf } from './readRows';
import type { RowsDraft } from './useRowsDraft';

/** Takes rows: a file that is chosen or dropped, or text that is pasted. */
export function RowsInput(props: { draft: RowsDraft; problem?: string }) {
  const { draft } = props;
  const { t } = useTranslationRef(ciSourcesTranslationRef);
  const input = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<string>();
  const [over, setOver] = useState(false);
  const [pasting, setPasting] = useState(false);
  const isPasted = draft.text !== '' && draft.name === '';
  const problem = fault ?? props.problem;

  const take = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > MOST_BYTES) {
      setFault(t('importing.tooLarge', { most: '50 MB' }));
      return;
    }
    const text = await textOf(file);
    setFault(text === undefined ? t('importing.notText') : undefined);
    if (text !== undefined) {
      draft.chooseRows(file.name, text);
      setPasting(false);
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };

  if (pasting || isPasted) {
    return (
      <div className={styles.rows}>
        <TextAreaField
          label={t('importing.paste')}
          description={t('importing.pasteHint')}
          rows={8}
          value={draft.text}
          onChange={text => draft.chooseRows('', text)}
          {...problemProps(problem)}
        />
        <div>
          <Button
            size="small"
            variant="tertiary"
            iconStart={<RiFolderOpenLine />}
            onPress={() => {
              setPasting(false);
              draft.chooseRows('', '');
            }}
          >
            {t('importing.choose')}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div
      className={styles.rows}
      role="group"
      aria-label={t('importing.file')}
      aria-describedby={problem ? 'itsm-import-problem' : undefined}
    >
      <span className={styles.label}>{t('importing.file')}</span>
      <div
        className={styles.drop}
        data-over={over || undefined}
        data-invalid={Boolean(problem) || undefined}
        onDragOver={event => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <input
          ref={input}
          type="file"
          accept=".csv,.tsv,.txt,.json,text/csv,application/json"
          className={styles.hidden}
          tabIndex={-1}
          aria-label={t('importing.choose')}
          onChange={event => {
            take(event.target.files?.[0]);
            // The same file, mended, can be chosen again.
            event.target.value = '';
          }}
        />
        {draft.text === '' ? (
          <>
            <Button
              variant="secondary"
              iconStart={<RiFolderOpenLine />}
              onPress={() => input.current?.click()}
            >
              {t('importing.choose')}
            </Button>
            <span className={styles.hint}>
              {over ? t('importing.dropped') : t('importing.drop')}
            </span>
            <Button
              variant="tertiary"
              iconStart={<RiClipboardLine />}
              onPress={() => setPasting(true)}
            >
              {t('importing.paste')}
            </Button>
          </>
        ) : (
          <>
            <RiFileTextLine size={20} aria-hidden />
            <span className={styles.name}>{draft.name}</span>
            <span className={styles.hint}>
              {t('importing.size', {
                lines: linesOf(draft.text).toLocaleString('en'),
              })}
            </span>
            <Button
              size="small"
              variant="secondary"
              onPress={() => input.current?.click()}
            >
              {t('importing.another')}
            </Button>
            <Button
              size="small"
              variant="tertiary"
              onPress={() => draft.chooseRows('', '')}
            >
              {t('importing.remove')}
            </Button>
          </>
        )}
      </div>
      {problem && (
        <span id="itsm-import-problem" className={styles.problem} role="alert">
          {problem}
        </span>
      )}
      {draft.lost && !problem && (
        <span className={styles.hint}>
          {t('importing.notKept', { name: draft.lost })}
        </span>
      )}
    </div>
  );
}
