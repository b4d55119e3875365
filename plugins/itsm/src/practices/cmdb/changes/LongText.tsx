import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiArrowDownSLine, RiArrowUpSLine } from '@remixicon/react';
import { useState } from 'react';
import { cmdbTranslationRef } from '../translation';
import styles from './Changes.module.css';

const SHOWN = 120;
/** Cutting the last few letters helps nobody. */
const SPARE = 20;

/** A value that may be long: its beginning, and the whole for who asks. */
export function LongText(props: { children: string; field: string }) {
  const { children: text, field } = props;
  const { t } = useTranslationRef(cmdbTranslationRef);
  const [whole, setWhole] = useState(false);
  if (text.length <= SHOWN + SPARE) return <>{text}</>;
  return (
    <>
      {whole ? text : `${text.slice(0, SHOWN).trimEnd()}…`}{' '}
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
