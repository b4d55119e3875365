import {
  useApiHolder,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import type { ClockExplanation } from '@callboard/plugin-itsm-common';
import { recordTypesApiRef } from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { useConditionWords } from '../words/useConditionWords';
import { useThresholdWords } from '../words/useThresholdWords';
import type { Teller } from './story';
import { storyTranslationRef } from './translation';

/** What the stories of a record's clocks are told with. */
export function useTeller(explanation: ClockExplanation): Teller {
  const { t } = useTranslationRef(storyTranslationRef);
  const types = useApiHolder().get(recordTypesApiRef);
  const { type, refs, at } = explanation;
  const asked = useMemo(() => [type], [type]);
  const conditions = useConditionWords(asked, refs);
  const thresholds = useThresholdWords(refs);
  return useMemo(
    () => ({
      t,
      explanation,
      now: Date.parse(at),
      conditions,
      thresholds,
      statusLabel: status =>
        types?.get(type)?.lifecycle.states[status]?.label ?? status,
    }),
    [t, explanation, at, conditions, thresholds, types, type],
  );
}
