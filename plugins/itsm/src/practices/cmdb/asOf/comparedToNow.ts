import type { CiRelation, CiState } from '@callboard/plugin-itsm-common';
import { inFieldOrder } from '../words/fieldOrder';
import { inRelationOrder } from '../words/relationWords';
import type { FieldValue } from '../words/valueText';

/** A field as it was, and as it is now. */
export interface FieldThen {
  field: string;
  was?: FieldValue;
  is?: FieldValue;
  differs: boolean;
}

/** A relation as it was: still there, gone since, or not there then. */
export interface RelationThen extends CiRelation {
  state: 'same' | 'gone' | 'new';
}

/** All fields of then and of now, in an order that does not depend on what differs. */
export function fieldsThen(
  then: Pick<CiState, 'fields'>,
  now: Pick<CiState, 'fields'>,
): FieldThen[] {
  const names = new Set([
    ...Object.keys(then.fields),
    ...Object.keys(now.fields),
  ]);
  return [...names].sort(inFieldOrder).map(field => {
    const [was, is] = [then.fields[field], now.fields[field]];
    const differs = JSON.stringify(was) !== JSON.stringify(is);
    return { field, was, is, differs };
  });
}

const keyOf = (relation: CiRelation) =>
  `${relation.type} ${relation.targetRef}`;

/** All relations of then and of now, by type and target. */
export function relationsThen(
  then: Pick<CiState, 'relations'>,
  now: Pick<CiState, 'relations'>,
): RelationThen[] {
  const was = new Set(then.relations.map(keyOf));
  const is = new Set(now.relations.map(keyOf));
  const all = new Map(
    [...then.relations, ...now.relations].map(r => [keyOf(r), r]),
  );
  return [...all.values()].sort(inRelationOrder).map(relation => {
    const key = keyOf(relation);
    const gone = is.has(key) ? 'same' : 'gone';
    return { ...relation, state: was.has(key) ? gone : 'new' };
  });
}
