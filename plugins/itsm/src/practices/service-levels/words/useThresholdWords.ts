import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Refs } from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { ThresholdWords } from './thresholdWords';
import { thresholdTranslationRef } from './translation';

/** Says thresholds in the reader's language, and groups by their names. */
export function useThresholdWords(refs: Refs | undefined) {
  const { t } = useTranslationRef(thresholdTranslationRef);
  return useMemo(() => new ThresholdWords(t, refs), [t, refs]);
}
