import {
  readClauses,
  readFilter,
  writeClauses,
} from '@callboard/plugin-itsm-react';
import type { Clause } from '@callboard/plugin-itsm-react';

/** The fields that the list has filters of its own for, within the one predicate of its address. */
const OWN = ['changeType', 'risk'];

const isOwn = ({ field, operator }: Clause) =>
  OWN.includes(field) && operator === 'in';

/** The clauses of a predicate; undefined for one that was written by hand with more in it. */
const clausesOf = (filter: string) => readClauses(readFilter(filter));

function written(clauses: readonly Clause[]): string | undefined {
  const predicate = writeClauses(clauses);
  return predicate && JSON.stringify(predicate);
}

/** The choices of a field that a predicate lets through; none means all. */
export function chosenIn(filter: string, field: string): string[] {
  const clause = clausesOf(filter)?.find(c => c.field === field && isOwn(c));
  return clause?.values.map(String) ?? [];
}

/** A predicate that lets through these choices of a field. */
export function withChosen(
  filter: string,
  field: string,
  values: readonly string[],
): string | undefined {
  // One that no form can show gives way to one that can be seen.
  const others = (clausesOf(filter) ?? []).filter(
    c => !(c.field === field && isOwn(c)),
  );
  const own: Clause[] =
    values.length > 0 ? [{ field, operator: 'in', values }] : [];
  return written([...own, ...others]);
}

/** What a predicate asks beside the fields that have filters of their own. */
export function othersIn(filter: string): string {
  const clauses = clausesOf(filter);
  if (!clauses) return filter;
  return written(clauses.filter(c => !isOwn(c))) ?? '';
}

/** A predicate with other questions beside the fields that have filters of their own. */
export function withOthers(
  filter: string,
  others: string | undefined,
): string | undefined {
  const own = (clausesOf(filter) ?? []).filter(isOwn);
  return written([...own, ...(clausesOf(others ?? '') ?? [])]);
}
