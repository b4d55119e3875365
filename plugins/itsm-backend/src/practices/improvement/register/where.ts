import type { KpiWhere } from '@callboard/plugin-itsm-common';

/** How what an initiative is measured of is kept: the same for the same, in whatever order it was said. */
export function storedWhere(where: KpiWhere | undefined): string | undefined {
  const entries = Object.entries(where ?? {}).filter(
    ([, values]) => values.length > 0,
  );
  if (entries.length === 0) return undefined;
  return JSON.stringify(
    Object.fromEntries(
      entries
        .map(([key, values]) => [key, [...new Set(values)].sort()] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  );
}

/** What was kept, as it is said. */
export const whereOf = (stored: unknown): KpiWhere | undefined =>
  typeof stored === 'string' && stored !== ''
    ? (JSON.parse(stored) as KpiWhere)
    : undefined;
