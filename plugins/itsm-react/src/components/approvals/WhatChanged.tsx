import {
  useApiHolder,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { RECORD_FIELDS } from '@callboard/plugin-itsm-common';
import type { FieldChange } from '@callboard/plugin-itsm-common';
import { RiArrowRightLine } from '@remixicon/react';
import { useMemo } from 'react';
import { recordTypesApiRef } from '../../api/recordTypes';
import type { Refs } from '../text/RefLabel';
import {
  isLongText,
  valueWords,
  withoutCurrencies,
} from '../timeline/sentences';
import { valueLabels } from '../timeline/valueLabels';
import type { ValueLabels } from '../timeline/valueLabels';
import { lineDiff } from './lineDiff';
import { approvalTranslationRef } from './translation';
import styles from './WhatChanged.module.css';

/** The words for the values of a record type's fields. */
function useLabelsOf(type: string): ValueLabels {
  const info = useApiHolder().get(recordTypesApiRef)?.get(type);
  return useMemo(() => valueLabels(RECORD_FIELDS, info?.fields ?? []), [info]);
}

function TextChange(props: { before: string; after: string }) {
  const { t } = useTranslationRef(approvalTranslationRef);
  return (
    <div className={styles.text}>
      {lineDiff(props.before, props.after).map((line, i) => {
        switch (line.is) {
          case 'gone':
            return (
              <del key={i} className={styles.goneLine}>
                {line.text || ' '}
              </del>
            );
          case 'new':
            return (
              <ins key={i} className={styles.newLine}>
                {line.text || ' '}
              </ins>
            );
          case 'skipped':
            return (
              <span key={i} className={styles.skipped}>
                {t('changed.skipped', { count: line.lines })}
              </span>
            );
          default:
            return <span key={i}>{line.text || ' '}</span>;
        }
      })}
    </div>
  );
}

/** Fields that changed, each with what it was and what it is. */
export function WhatChanged(props: {
  changes: readonly FieldChange[];
  /** The type of the record. */
  type: string;
  refs: Refs | undefined;
}) {
  const { changes, type, refs } = props;
  const { t } = useTranslationRef(approvalTranslationRef);
  const labels = useLabelsOf(type);
  const words = (change: FieldChange, side: 'before' | 'after') =>
    valueWords(change, side, { labels, refs });
  return (
    <dl className={styles.changes}>
      {withoutCurrencies(changes).map((change, i) => {
        const before = words(change, 'before');
        const after = words(change, 'after');
        return (
          <div key={`${change.field} ${i}`} className={styles.change}>
            <dt className={styles.field}>{change.label}</dt>
            <dd className={styles.values}>
              {isLongText(change) ? (
                <TextChange before={before ?? ''} after={after ?? ''} />
              ) : (
                <>
                  <del className={before ? styles.gone : styles.nothing}>
                    {before ?? t('changed.nothing')}
                  </del>
                  <RiArrowRightLine className={styles.arrow} aria-label="→" />
                  <ins className={after ? styles.new : styles.nothing}>
                    {after ?? t('changed.nothing')}
                  </ins>
                </>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
