import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { CiState } from '@callboard/plugin-itsm-common';
import { Pill, RecordSection, RefLabel } from '@callboard/plugin-itsm-react';
import { RiHistoryLine } from '@remixicon/react';
import type { ReactNode } from 'react';
import { listChange } from '../changes/listChange';
import { ListItems } from '../changes/ListItems';
import { LongText } from '../changes/LongText';
import { cmdbTranslationRef } from '../translation';
import { fieldLabel } from '../words/fieldLabel';
import { relationWord } from '../words/relationWords';
import { valueText } from '../words/valueText';
import type { FieldThen, RelationThen } from './comparedToNow';
import styles from './StateThen.module.css';

function Mark(props: { children: ReactNode }) {
  return (
    <Pill tone="warning" icon={<RiHistoryLine aria-hidden />}>
      {props.children}
    </Pill>
  );
}

function Value(props: {
  value: FieldThen['was'];
  other: FieldThen['was'];
  label: string;
}) {
  const { t } = useTranslationRef(cmdbTranslationRef);
  const text = valueText(props.value, t);
  return text === undefined ? (
    <span className={styles.nothing}>{t('fields.none')}</span>
  ) : (
    <LongText field={props.label} other={valueText(props.other, t)}>
      {text}
    </LongText>
  );
}

function Field(props: { field: FieldThen }) {
  const { field, was, is, differs } = props.field;
  const { t } = useTranslationRef(cmdbTranslationRef);
  const label = fieldLabel(field, t);
  const list = listChange(was, is);
  return (
    <div className={differs ? `${styles.row} ${styles.differs}` : styles.row}>
      <dt className={styles.label} title={field}>
        {label}
      </dt>
      <dd className={styles.value}>
        <Value value={was} other={is} label={label} />
        {differs && (
          <span className={styles.now}>
            <Mark>{t('asOf.changedSince')}</Mark>
            {list ? (
              <ListItems {...list} />
            ) : (
              <span>
                {t('asOf.nowIs')}:{' '}
                <Value value={is} other={was} label={label} />
              </span>
            )}
          </span>
        )}
      </dd>
    </div>
  );
}

function Relation(props: { relation: RelationThen; refs: CiState['refs'] }) {
  const { type, targetRef, state } = props.relation;
  const { t } = useTranslationRef(cmdbTranslationRef);
  return (
    <li
      className={
        state === 'same'
          ? styles.relation
          : `${styles.relation} ${styles.differs}`
      }
    >
      <span>
        {t(`relations.words.${relationWord(type)}`, {
          type,
          target: <RefLabel entityRef={targetRef} refs={props.refs} />,
        })}
      </span>
      {state !== 'same' && (
        <Mark>{t(state === 'gone' ? 'asOf.goneSince' : 'asOf.newSince')}</Mark>
      )}
    </li>
  );
}

/** Fields and relations as they were, with what differs from now marked. */
export function StateThen(props: {
  fields: readonly FieldThen[];
  relations: readonly RelationThen[];
  refs: CiState['refs'];
}) {
  const { fields, relations, refs } = props;
  const { t } = useTranslationRef(cmdbTranslationRef);
  return (
    <div className={styles.columns}>
      <RecordSection title={t('asOf.fields')}>
        {fields.length === 0 && (
          <Text as="p" color="secondary">
            {t('asOf.noFields')}
          </Text>
        )}
        <dl className={styles.fields}>
          {fields.map(field => (
            <Field key={field.field} field={field} />
          ))}
        </dl>
      </RecordSection>
      <RecordSection title={t('relations.title')}>
        {relations.length === 0 && (
          <Text as="p" color="secondary">
            {t('asOf.noRelations')}
          </Text>
        )}
        <ul className={styles.relations}>
          {relations.map(relation => (
            <Relation
              key={`${relation.type} ${relation.targetRef}`}
              relation={relation}
              refs={refs}
            />
          ))}
        </ul>
      </RecordSection>
    </div>
  );
}
