import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { JournalEntry } from '@callboard/plugin-itsm-common';
import type { EntryTelling } from '@callboard/plugin-itsm-react';
import { useCallback } from 'react';
import { changeRecordTranslationRef } from './translation';

/** What of a change's journal only its practice has words for. */
const STORIES = {
  'change.window-began': 'windowBegan',
  'change.window-missed': 'windowMissed',
  'change.window-overrun': 'windowOverrun',
  'change.review-answered': 'reviewAnswered',
  'change.cause-dismissed': 'causeDismissed',
  'change.cause-undismissed': 'causeUndismissed',
  'change.pre-approval-lost': 'preApprovalLost',
} as const;

/** Puts the entries into words that only the practice has words for. */
export function useChangeTelling(): (
  entry: JournalEntry,
) => EntryTelling | undefined {
  const { t } = useTranslationRef(changeRecordTranslationRef);
  return useCallback(
    ({ kind }) => {
      const story = STORIES[kind as keyof typeof STORIES];
      if (!story) return undefined;
      return {
        deed: t(`tell.${story}`),
        says: story === 'preApprovalLost' ? ['preApproved'] : [],
      };
    },
    [t],
  );
}
