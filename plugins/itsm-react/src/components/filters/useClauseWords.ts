import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldInfo } from '@callboard/plugin-itsm-common';
import { DateTime } from 'luxon';
import { useCallback } from 'react';
import { itsmReactTranslationRef } from '../../translation';
import { refTitle } from '../text/RefLabel';
import type { Refs } from '../text/RefLabel';
import type { Clause, ClauseValue } from './clauses';

/** The number and the unit of an instant counted back from now, such as `now-7d`. */
export function readAgo(
  value: ClauseValue | undefined,
): { amount: number; unit: 'h' | 'd' | 'w' } | undefined {
  const found = /^now-(\d+)([hdw])$/.exec(String(value));
  return found
    ? { amount: Number(found[1]), unit: found[2] as 'h' | 'd' | 'w' }
    : undefined;
}

/** Says a clause in words, without its field: `is one of Network, Printing`. */
export function useClauseWords() {
  const { t } = useTranslationRef(itsmReactTranslationRef);
  return useCallback(
    (clause: Clause, field: FieldInfo | undefined, refs: Refs | undefined) => {
      const { operator, values } = clause;
      if (field?.type === 'boolean' && operator === 'eq')
        return values[0] ? t('filter.is.yes') : t('filter.is.no');
      const say = (value: ClauseValue) => {
        const ago = readAgo(value);
        if (ago) return `${ago.amount} ${t(`filter.units.${ago.unit}`)}`;
        if (value === 'me') return t('filter.me');
        if (value === 'mine') return t('filter.mine');
        if (field?.type === 'instant') {
          const at = DateTime.fromISO(String(value));
          return at.toLocaleString(DateTime.DATE_MED);
        }
        const choice = field?.choices?.find(
          c => String(c.value) === String(value),
        );
        if (choice) return choice.label;
        return String(value).includes(':')
          ? refTitle(String(value), refs)
          : String(value);
      };
      return [t(`filter.is.${operator}`), values.map(say).join(', ')]
        .filter(Boolean)
        .join(' ');
    },
    [t],
  );
}
