import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, SearchField, Select, Skeleton, Text } from '@backstage/ui';
import type { FieldInfo } from '@callboard/plugin-itsm-common';
import { useState } from 'react';
import { useFields } from '../../api/useFields';
import { focusOnOpen } from '../../hooks/focusOnOpen';
import { itsmReactTranslationRef } from '../../translation';
import { SubmitKeys } from '../fields/SubmitKeys';
import { FailureMessage } from '../states/FailureMessage';
import styles from './ClauseEditor.module.css';
import { ClauseValueInput } from './ClauseValueInput';
import { needsValue, operatorsFor } from './clauses';
import type { Clause, ClauseOperator } from './clauses';
import type { FilterSubject } from './filterSubject';

/** Fields by their labels, those that something can be asked of. */
function FieldChoice(props: {
  fields: readonly FieldInfo[];
  onChoose: (field: FieldInfo) => void;
}) {
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const [term, setTerm] = useState('');
  const wanted = term.trim().toLocaleLowerCase();
  const found = props.fields.filter(
    field =>
      operatorsFor(field).length > 0 &&
      field.label.toLocaleLowerCase().includes(wanted),
  );
  return (
    <>
      <SearchField
        aria-label={t('filter.search')}
        placeholder={t('filter.search')}
        value={term}
        onChange={setTerm}
        onSubmit={() => found[0] && props.onChoose(found[0])}
        {...focusOnOpen()}
      />
      {found.length === 0 && (
        <Text color="secondary">{t('filter.nothing')}</Text>
      )}
      <ul className={styles.fields}>
        {found.map(field => (
          <li key={field.key}>
            <button
              type="button"
              className={styles.field}
              title={field.help}
              onClick={() => props.onChoose(field)}
            >
              {field.label}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Form(props: {
  field: FieldInfo;
  subject: FilterSubject;
  clause?: Clause;
  onApply: (clause: Clause) => void;
}) {
  const { field, subject, clause, onApply } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const operators = operatorsFor(field);
  const [draft, setDraft] = useState<Clause>(
    clause ?? { field: field.key, operator: operators[0], values: [] },
  );
  const [tried, setTried] = useState(false);
  const missing = needsValue(draft.operator) && draft.values.length === 0;
  const apply = () => {
    setTried(true);
    if (!missing) onApply(draft);
  };
  const words = (operator: ClauseOperator) => t(`filter.is.${operator}`);
  return (
    <SubmitKeys onSubmit={apply} className={styles.form}>
      <Text weight="bold">{field.label}</Text>
      {operators.length > 1 && (
        <Select
          aria-label={t('filter.operator')}
          options={operators.map(id => ({ id, label: words(id) }))}
          value={draft.operator}
          onChange={key =>
            setDraft({
              field: field.key,
              operator: key as ClauseOperator,
              values: [],
            })
          }
        />
      )}
      {needsValue(draft.operator) && (
        <ClauseValueInput
          key={draft.operator}
          field={field}
          operator={draft.operator}
          values={draft.values}
          onChange={values => setDraft({ ...draft, values })}
          onSubmit={apply}
          impersonal={subject.impersonal}
          error={tried && missing ? t('filter.problem.value') : undefined}
        />
      )}
      <Button variant="primary" onPress={apply}>
        {t('filter.apply')}
      </Button>
    </SubmitKeys>
  );
}

/** Chooses a field, what is asked of it, and the value. */
export function ClauseEditor(props: {
  subject: FilterSubject;
  /** The clause to be changed; none for a new one. */
  clause?: Clause;
  onApply: (clause: Clause) => void;
}) {
  const { subject, clause, onApply } = props;
  const { fields, error, retry } = useFields(subject.type);
  const [chosen, setChosen] = useState<FieldInfo>();
  if (error && !fields)
    return <FailureMessage small error={error} onRetry={retry} />;
  if (!fields) return <Skeleton height={120} />;
  const field = chosen ?? fields.find(f => f.key === clause?.field);
  return field ? (
    <Form field={field} subject={subject} clause={clause} onApply={onApply} />
  ) : (
    <FieldChoice
      fields={fields.filter(f => subject.offers?.(f) ?? true)}
      onChoose={setChosen}
    />
  );
}
