import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SATISFACTION } from '@callboard/plugin-itsm-common';
import type { JournalEntry } from '@callboard/plugin-itsm-common';
import type { EntryTelling } from '@callboard/plugin-itsm-react';
import { useCallback } from 'react';
import { incidentRecordTranslationRef } from './translation';

const MAJOR = [
  'major',
  'majorSince',
  'majorSummary',
  'majorAnnounced',
  'nextUpdateAt',
];

/** What of an incident's journal only its practice has words for. */
export type IncidentStory =
  | 'declaredMajor'
  | 'endedMajor'
  | 'updatedMajor'
  | 'rated'
  | 'late'
  | 'threshold'
  | 'facts'
  | 'returned'
  | 'joined';

/** Tells apart what the house's words would say as a list of fields. */
export function incidentStoryOf(
  entry: JournalEntry,
): IncidentStory | undefined {
  if (entry.kind === 'incident.update-late') return 'late';
  if (entry.kind === 'incident.threshold') return 'threshold';
  if (entry.kind === 'incident.service-facts') return 'facts';
  const changed = (field: string) =>
    entry.changes.find(change => change.field === field);
  if (entry.transition === 'requeue') return 'returned';
  if (
    entry.transition === 'resolve' &&
    changed('resolutionCode')?.after === 'duplicate'
  )
    return 'joined';
  if (entry.transition || entry.kind === 'record.created') return undefined;
  if (changed('satisfaction')?.after !== undefined) return 'rated';
  const major = changed('major');
  if (major) return major.after ? 'declaredMajor' : 'endedMajor';
  if (changed('majorSummary') || changed('nextUpdateAt')) return 'updatedMajor';
  return undefined;
}

/** The fields that a story has said already. */
function saidBy(story: IncidentStory): readonly string[] {
  switch (story) {
    case 'declaredMajor':
    case 'updatedMajor':
      return ['major', 'majorSince'];
    case 'endedMajor':
      return MAJOR;
    case 'rated':
      return ['satisfaction'];
    case 'returned':
      return ['assigneeRef', 'holdReason', 'holdNote', 'holdUntil'];
    default:
      return [];
  }
}

/** Puts the entries into words that only the practice has words for. */
export function useIncidentTelling(): (
  entry: JournalEntry,
) => EntryTelling | undefined {
  const { t } = useTranslationRef(incidentRecordTranslationRef);
  return useCallback(
    entry => {
      const story = incidentStoryOf(entry);
      if (!story) return undefined;
      const says = saidBy(story);
      if (story !== 'rated') return { deed: t(`tell.${story}`), says };
      const score = entry.changes.find(c => c.field === 'satisfaction')?.after;
      const words = SATISFACTION.find(s => s.value === Number(score))?.label;
      return { deed: t('tell.rated', { score: words ?? String(score) }), says };
    },
    [t],
  );
}
