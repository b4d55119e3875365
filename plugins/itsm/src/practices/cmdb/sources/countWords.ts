import type { LoadCounts } from '@callboard/plugin-itsm-common';
import type { SourceWords } from './translation';

/** What a load can do to items, the most important first. */
export const EFFECT_COUNTS = [
  'created',
  'updated',
  'restored',
  'stale',
  'retired',
  'unchanged',
] as const;

/** What a load leaves to people. */
export const ATTENTION_COUNTS = ['bad', 'duplicates', 'conflicts'] as const;

/** What a load did in one line: "3 new · 2 changed · 118 unchanged · 2 problems". */
export function countWords(counts: LoadCounts, t: SourceWords): string {
  const said = [...EFFECT_COUNTS, ...ATTENTION_COUNTS]
    .filter(name => counts[name] > 0)
    .map(name => t(`counts.${name}`, { count: counts[name] } as never));
  return said.join(' · ') || t('counts.nothing');
}
