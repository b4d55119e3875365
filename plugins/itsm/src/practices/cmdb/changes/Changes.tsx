import type {
  CiEventKind,
  CiFieldChange,
  CiEvent,
  RefInfo,
} from '@callboard/plugin-itsm-common';
import styles from './Changes.module.css';
import { FieldChanges } from './FieldChanges';
import { RelationChanges } from './RelationChanges';

/** What became of a thing. */
export interface WhatBecame {
  kind: CiEventKind;
  changes: readonly CiFieldChange[];
  relations: CiEvent['relations'];
}

/** How much there is to say of it. */
export function sizeOf({ changes, relations }: WhatBecame): number {
  return changes.length + relations.added.length + relations.removed.length;
}

const ONLY = { added: 'after', changed: undefined, removed: 'before' } as const;

/**
 * All that changed of a thing, field by field and relation by relation. Where the whole thing came
 * or went, everything did: that is folded away behind how much it is.
 */
export function Changes(props: {
  of: WhatBecame;
  refs: Record<string, RefInfo>;
  /** What stands before the fold, such as "14 fields and relations". */
  foldedAs: string;
}) {
  const { of, refs, foldedAs } = props;
  if (sizeOf(of) === 0) return null;
  const all = (
    <>
      <FieldChanges changes={of.changes} only={ONLY[of.kind]} />
      <RelationChanges relations={of.relations} refs={refs} />
    </>
  );
  if (of.kind === 'changed') return <div className={styles.all}>{all}</div>;
  return (
    <details className={styles.folded}>
      <summary>{foldedAs}</summary>
      <div className={styles.all}>{all}</div>
    </details>
  );
}
