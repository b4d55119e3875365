import { useFields } from '@callboard/plugin-itsm-react';

/** The record types there are, and those that the receiver has from a practice switched off. */
export function useTypeChoices(chosen: readonly string[]) {
  const { fields } = useFields([]);
  const known = fields?.find(field => field.key === 'type')?.choices ?? [];
  const gone = chosen.filter(type => known.every(k => k.value !== type));
  return [...known, ...gone.map(value => ({ value, label: value }))];
}
