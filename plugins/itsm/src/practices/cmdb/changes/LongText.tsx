import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiArrowDownSLine, RiArrowUpSLine } from '@remixicon/react';
import { useState } from 'react';
import { cmdbTranslationRef } from '../translation';
import styles from './Changes.module.css';
import { excerpt } from './excerpt';

/** A value that may be long: an excerpt, and the whole for who asks. */
export function LongText(props: {
  children: string;
  field: string;
  /** What it was or became: the excerpt is taken where they differ. */
  other?: string;
}) {
  const { children: text, field, other } = props;
  const { t } = useTranslationRef(cmdbTranslationRef);
  const [whole, setWhole] = useState(false);
  const part = excerpt(text, other);
  if (part === undefined) return <>{text}</>;
  return (
    <>
      {whole ? text : part}
      {'\u00a0'}
      <button
        type="button"
        className={styles.more}
        aria-expanded={whole}
        aria-label={t(whole ? 'fields.less' : 'fields.more', { field })}
        title={t(whole ? 'fields.less' : 'fields.more', { field })}
        onClick={() => setWhole(!whole)}
      >
        {whole ? (
          <RiArrowUpSLine aria-hidden />
        ) : (
          <RiArrowDownSLine aria-hidden />
        )}
      </button>
    </>
  );
}
