import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { JournalEntry } from '@callboard/plugin-itsm-common';
import type { EntryTelling } from '@callboard/plugin-itsm-react';
import { useCallback } from 'react';
import { initiativeTranslationRef } from './translation';

const STORIES = {
  'initiative.measured': 'measured',
  'initiative.measure-failed': 'failed',
  'initiative.overdue': 'overdue',
} as const;

/** Puts the entries into words that only the register has words for. */
export function useInitiativeTelling(): (
  entry: JournalEntry,
) => EntryTelling | undefined {
  const { t } = useTranslationRef(initiativeTranslationRef);
  return useCallback(
    ({ kind }) => {
      const story = STORIES[kind as keyof typeof STORIES];
      return story && { deed: t(`tell.${story}`), says: [] };
    },
    [t],
  );
}
