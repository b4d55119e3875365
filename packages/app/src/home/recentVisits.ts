import type { Visit } from '@backstage/plugin-home';

/** Something somebody looked at: an entity, or a record. */
export interface RecentThing {
  entityRef?: string;
  /** The number of a record, e.g. `INC-1042`. */
  number?: string;
  pathname: string;
  /** When they last looked. */
  instant: string;
}

const RECORD = /^\/itsm\/[^/]+\/([A-Z]+-\d+)/;

/**
 * The entities and records among the visited pages, each once, the latest first. The tabs of an
 * entity are one thing; lists and settings are none, they are one click away anyhow.
 */
export function recentThings(
  visits: readonly Visit[],
  limit: number,
): RecentThing[] {
  const seen = new Set<string>();
  return [...visits]
    .sort((a, b) => b.timestamp - a.timestamp)
    .flatMap(({ entityRef, pathname, timestamp }) => {
      const number = RECORD.exec(pathname)?.[1];
      const key = entityRef ?? number;
      if (!key || seen.has(key)) return [];
      seen.add(key);
      const instant = new Date(timestamp).toISOString();
      return [{ entityRef, number, pathname, instant }];
    })
    .slice(0, limit);
}
