import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useFields } from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { serviceLevelsTranslationRef } from '../translation';
import { ConditionWords } from './conditionWords';

/** Says conditions by the names of fields; until those are known by their keys. */
export function useConditionWords(recordTypes: readonly string[], refs?: Refs) {
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const { fields } = useFields(recordTypes);
  return useMemo(
    () => new ConditionWords(fields ?? [], t, refs),
    [fields, t, refs],
  );
}
