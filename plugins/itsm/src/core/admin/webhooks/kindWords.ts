import { WEBHOOK_KINDS } from '@callboard/plugin-itsm-common';

/** What a receiver is told of, in words; kinds that nobody has words for by their names. */
export function kindWords(kinds: readonly string[]): string {
  const known: Record<string, string> = WEBHOOK_KINDS;
  return kinds.map(kind => known[kind] ?? kind).join(' · ');
}
