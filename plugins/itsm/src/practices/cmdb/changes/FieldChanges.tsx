import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import type { CiFieldChange } from '@callboard/plugin-itsm-common';
import { RiArrowRightLine } from '@remixicon/react';
import { cmdbTranslationRef } from '../translation';
import { fieldLabel } from '../words/fieldLabel';
import { inFieldOrder } from '../words/fieldOrder';
import { valueText } from '../words/valueText';
import type { FieldValue } from '../words/valueText';
import styles from './Changes.module.css';
import { listChange } from './listChange';
import { ListItems } from './ListItems';
import { LongText } from './LongText';

function Side(props: {
  value: FieldValue | undefined;
  other?: FieldValue;
  field: string;
  side: 'before' | 'after';
  /** Whether it became this of something that stands before it. */
  arrow?: boolean;
}) {
  const { value, other, field, side, arrow } = props;
  const { t } = useTranslationRef(cmdbTranslationRef);
  const text = valueText(value, t);
  return (
    <span className={side === 'before' ? styles.before : styles.after}>
      {arrow && <RiArrowRightLine className={styles.arrow} aria-hidden />}
      <VisuallyHidden>{t(`fields.${side}`)}: </VisuallyHidden>
      {text === undefined ? (
        <span className={styles.nothing}>{t('fields.none')}</span>
      ) : (
        <LongText field={field} other={valueText(other, t)}>
          {text}
        </LongText>
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
  const inOrder = [...changes].sort((a, b) => inFieldOrder(a.field, b.field));
  return (
    <dl className={styles.fields}>
      {inOrder.map(({ field, before, after }) => {
        const label = fieldLabel(field, t);
        const list = listChange(before, after);
        return (
          <div key={field} className={styles.field}>
            <dt className={styles.label} title={field}>
              {label}
            </dt>
            <dd className={styles.value}>
              {list ? (
                <ListItems {...list} />
              ) : (
                <>
                  {only !== 'after' && (
                    <Side
                      value={before}
                      other={after}
                      field={label}
                      side="before"
                    />
                  )}
                  {only !== 'before' && (
                    <Side
                      value={after}
                      other={before}
                      field={label}
                      side="after"
                      arrow={!only}
                    />
                  )}
                </>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
