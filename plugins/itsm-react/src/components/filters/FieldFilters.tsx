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
import type { FilterSubject } from './filterSubject';
import { useClauseWords } from './useClauseWords';

const ClauseEditor = lazy(async () => ({
  default: (await import('./ClauseEditor')).ClauseEditor,
}));

/** The popover that opens from a filter of its own field; loads only when it is opened. */
function Editor(props: {
  subject: FilterSubject;
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
  subject: FilterSubject;
  clause: Clause;
  refs: Refs | undefined;
  onChange: (clause: Clause | undefined) => void;
}) {
  const { subject, clause, refs, onChange } = props;
  const { fields } = useFields(subject.type);
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
          subject={subject}
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
function AddFilter(props: {
  subject: FilterSubject;
  onAdd: (clause: Clause) => void;
}) {
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const [isOpen, setOpen] = useState(false);
  // Opened again while it still fades away, it would go on with the filter before.
  const [round, setRound] = useState(0);
  const open = (next: boolean) => {
    setOpen(next);
    if (next) setRound(round + 1);
  };
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={open}>
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
            key={round}
            subject={props.subject}
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
 * Filters by any field of the registry, all of which must hold. They are kept as one predicate;
 * one that was written by hand and no form can show stays as it is, or is taken away.
 */
export function FieldFilters(
  props: FilterSubject & {
    /** The predicate, as JSON. */
    value: string;
    onChange: (value: string | undefined) => void;
    refs: Refs | undefined;
  },
) {
  const { value, onChange, refs, ...subject } = props;
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
          subject={subject}
          clause={clause}
          refs={refs}
          onChange={next =>
            set(clauses.flatMap((c, i) => (i === index ? next ?? [] : c)))
          }
        />
      ))}
      <AddFilter
        subject={subject}
        onAdd={clause => set([...clauses, clause])}
      />
    </>
  );
}
