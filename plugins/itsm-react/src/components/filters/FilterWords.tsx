import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useFields } from '../../api/useFields';
import { itsmReactTranslationRef } from '../../translation';
import type { Refs } from '../text/RefLabel';
import { readClauses } from './clauses';
import styles from './FilterButton.module.css';
import type { FilterSubject } from './filterSubject';
import { useClauseWords } from './useClauseWords';

/** A filter by fields for reading, one condition a line; one that no form can show as it is. */
export function FilterWords(props: {
  type: FilterSubject['type'];
  predicate: unknown;
  refs?: Refs;
  /** There is little room: say only that there is one that no form can show. */
  brief?: boolean;
}) {
  const { type, predicate, refs, brief } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const { fields } = useFields(type);
  const say = useClauseWords();
  const clauses = readClauses(predicate);
  if (!clauses && brief) return <>{t('filter.advanced')}</>;
  if (!clauses)
    return (
      <pre className={styles.json}>{JSON.stringify(predicate, null, 2)}</pre>
    );
  return (
    <ul className={styles.conditions}>
      {clauses.map((clause, index) => {
        const field = fields?.find(f => f.key === clause.field);
        return (
          // The same field may be asked about twice, so that only its place tells it apart.
          <li key={`${clause.field} ${index}`}>
            {field?.label ?? clause.field} <b>{say(clause, field, refs)}</b>
          </li>
        );
      })}
    </ul>
  );
}
