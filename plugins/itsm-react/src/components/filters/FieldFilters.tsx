import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, DialogTrigger, Popover, Skeleton } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import { lazy, Suspense, useState } from 'react';
import { useFields } from '../../api/useFields';
import { itsmReactTranslationRef } from '../../translation';
import type { Refs } from '../text/RefLabel';
import { readFilter } from '../views/listAddress';
import { readClauses, writeClauses } from './clauses';
import type { Clause } from './clauses';
import { FilterButton } from './FilterButton';
import styles from './FilterButton.module.css';
import { useClauseWords } from './useClauseWords';

const ClauseEditor = lazy(async () => ({
  default: (await import('./ClauseEditor')).ClauseEditor,
}));

/** The popover that opens from a filter of its own field; loads only when it is opened. */
function Editor(props: {
  type: string;
  clause?: Clause;
  onApply: (clause: Clause) => void;
}) {
  return (
    <Suspense fallback={<Skeleton height={120} />}>
      <ClauseEditor {...props} />
    </Suspense>
  );
}

/** A filter of one field, to be changed or taken away. */
function ClauseChip(props: {
  type: string;
  clause: Clause;
  refs: Refs | undefined;
  onChange: (clause: Clause | undefined) => void;
}) {
  const { type, clause, refs, onChange } = props;
  const { fields } = useFields(type);
  const field = fields?.find(f => f.key === clause.field);
  const words = useClauseWords()(clause, field, refs);
  return (
    <FilterButton
      label={field?.label ?? clause.field}
      summary={words}
      separator=" "
      onClear={() => onChange(undefined)}
    >
      {close => (
        <Editor
          type={type}
          clause={clause}
          onApply={next => {
            close();
            onChange(next);
          }}
        />
      )}
    </FilterButton>
  );
}

/** The button that adds a filter of any field. */
function AddFilter(props: { type: string; onAdd: (clause: Clause) => void }) {
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const [isOpen, setOpen] = useState(false);
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button
        variant="tertiary"
        iconStart={<RiAddLine />}
        aria-label={t('filter.addHint')}
      >
        {t('filter.add')}
      </Button>
      <Popover
        hideArrow
        placement="bottom start"
        aria-label={t('filter.addHint')}
      >
        <div className={styles.panel}>
          <Editor
            type={props.type}
            onApply={clause => {
              setOpen(false);
              props.onAdd(clause);
            }}
          />
        </div>
      </Popover>
    </DialogTrigger>
  );
}

/**
 * Filters by any field of the registry. They stand in the address as one predicate; one that was
 * written there by hand and no form can show stays as it is.
 */
export function FieldFilters(props: {
  /** The record type whose fields are offered. */
  type: string;
  /** The predicate in the address, as JSON. */
  value: string;
  onChange: (value: string | undefined) => void;
  refs: Refs | undefined;
}) {
  const { type, value, onChange, refs } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const predicate = readFilter(value);
  const clauses = readClauses(predicate);
  const set = (next: readonly Clause[]) => {
    const written = writeClauses(next);
    onChange(written && JSON.stringify(written));
  };
  if (!clauses) {
    return (
      <FilterButton
        label={t('filter.advanced')}
        summary="{ … }"
        onClear={() => onChange(undefined)}
      >
        <p className={styles.hint}>{t('filter.advancedHint')}</p>
        <pre className={styles.json}>{JSON.stringify(predicate, null, 2)}</pre>
      </FilterButton>
    );
  }
  return (
    <>
      {clauses.map((clause, index) => (
        <ClauseChip
          // The same field may be asked about twice, so that only its place tells it apart.
          key={`${clause.field} ${index}`}
          type={type}
          clause={clause}
          refs={refs}
          onChange={next =>
            set(clauses.flatMap((c, i) => (i === index ? next ?? [] : c)))
          }
        />
      ))}
      <AddFilter type={type} onAdd={clause => set([...clauses, clause])} />
    </>
  );
}
