import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import type { CiFieldChange } from '@callboard/plugin-itsm-common';
import { RiArrowRightLine } from '@remixicon/react';
import { cmdbTranslationRef } from '../translation';
import { fieldLabel } from '../words/fieldLabel';
import { valueText } from '../words/valueText';
import type { FieldValue } from '../words/valueText';
import styles from './Changes.module.css';
import { LongText } from './LongText';

function Side(props: {
  value: FieldValue | undefined;
  field: string;
  side: 'before' | 'after';
}) {
  const { value, field, side } = props;
  const { t } = useTranslationRef(cmdbTranslationRef);
  const text = valueText(value, t);
  return (
    <span className={side === 'before' ? styles.before : styles.after}>
      <VisuallyHidden>{t(`fields.${side}`)}: </VisuallyHidden>
      {text === undefined ? (
        <span className={styles.nothing}>{t('fields.none')}</span>
      ) : (
        <LongText field={field}>{text}</LongText>
      )}
    </span>
  );
}

/** Fields with what they were and what they are. */
export function FieldChanges(props: {
  changes: readonly CiFieldChange[];
  /** Only one side is worth showing, where the whole thing came or went. */
  only?: 'before' | 'after';
}) {
  const { changes, only } = props;
  const { t } = useTranslationRef(cmdbTranslationRef);
  if (changes.length === 0) return null;
  return (
    <dl className={styles.fields}>
      {changes.map(({ field, before, after }) => {
        const label = fieldLabel(field, t);
        return (
          <div key={field} className={styles.field}>
            <dt className={styles.label} title={field}>
              {label}
            </dt>
            <dd className={styles.value}>
              {only !== 'after' && (
                <Side value={before} field={label} side="before" />
              )}
              {!only && (
                <RiArrowRightLine className={styles.arrow} aria-hidden />
              )}
              {only !== 'before' && (
                <Side value={after} field={label} side="after" />
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
