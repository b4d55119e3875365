import type { RootConfigService } from '@backstage/backend-plugin-api';

const DEFAULT = 'english';

/**
 * Reads `itsm.search.language`: the name of PostgreSQL's text search configuration. After a change
 * the words of records must be built anew. SQLite takes English endings off in any case.
 *
 * @throws Error if it cannot be such a name
 */
export function readSearchLanguage(config: RootConfigService): string {
  const language = config.getOptionalString('itsm.search.language') ?? DEFAULT;
  if (!/^[a-z_]{2,63}$/.test(language)) {
    throw new Error(
      `itsm.search.language is "${language}"; it must name a text search configuration of PostgreSQL like english or simple`,
    );
  }
  return language;
}
