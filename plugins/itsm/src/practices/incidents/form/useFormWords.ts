import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { incidentRoutes } from '@callboard/plugin-itsm-common';
import { useItsmQuery } from '@callboard/plugin-itsm-react';
import { incidentFormTranslationRef } from './translation';

/** What is said otherwise to those who are no agents. */
type Word =
  | 'title'
  | 'action'
  | 'serviceHint'
  | 'whatHint'
  | 'descriptionHint'
  | 'priority'
  | 'noOwner';

/** The words of the form: those of the practice for agents, and plain ones for everybody else. */
export function useFormWords(): {
  plain: boolean;
  /** Whether it is not known yet to whom it speaks. */
  isPending: boolean;
  say: (word: Word) => string;
} {
  const { t } = useTranslationRef(incidentFormTranslationRef);
  const { data, isPending } = useItsmQuery(incidentRoutes.settings, {
    staleTime: 300_000,
  });
  // Where it cannot be known the words of the practice are no lie.
  const plain = data?.agent === false;
  return {
    plain,
    isPending,
    say: (word: Word) => t(plain ? `plain.${word}` : word),
  };
}
