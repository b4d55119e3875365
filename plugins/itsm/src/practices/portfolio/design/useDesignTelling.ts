import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { JournalEntry } from '@callboard/plugin-itsm-common';
import type { EntryTelling } from '@callboard/plugin-itsm-react';
import { useCallback } from 'react';
import { designTranslationRef } from './translation';

const STORIES = {
  'service.section-written': 'written',
  'service.section-moved': 'moved',
  'service.evidence-added': 'evidenceAdded',
  'service.evidence-removed': 'evidenceRemoved',
  'service.milestone-added': 'milestoneAdded',
  'service.milestone-changed': 'milestoneChanged',
  'service.milestone-removed': 'milestoneRemoved',
} as const;

/** Puts what happened to the design and the plan of a service into words. */
export function useDesignTelling(): (
  entry: JournalEntry,
) => EntryTelling | undefined {
  const { t } = useTranslationRef(designTranslationRef);
  return useCallback(
    ({ kind }) => {
      const story = STORIES[kind as keyof typeof STORIES];
      return story && { deed: t(`told.${story}`), says: [] };
    },
    [t],
  );
}
