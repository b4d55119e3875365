import type { RootConfigService } from '@backstage/backend-plugin-api';
import { SERVICE_KINDS } from '@callboard/plugin-itsm-common';

const KEY = 'itsm.portfolio.services';

/** Entities of a kind that count as services. */
export interface CountedKind {
  kind: string;
  /** Their `spec.type`; of all types, if absent. */
  types?: readonly string[];
  exceptTypes?: readonly string[];
}

/** Systems, and components but libraries: nobody uses those by themselves. */
const DEFAULT: readonly CountedKind[] = [
  { kind: 'system' },
  { kind: 'component', exceptTypes: ['library'] },
];

/**
 * Reads which entities of the catalog count as services by themselves. What has a record in the portfolio
 * or an offering is one in any case.
 *
 * @throws Error that names the key
 */
export function readCountedKinds(
  config: RootConfigService,
): readonly CountedKind[] {
  const listed = config.getOptionalConfigArray(KEY);
  return (
    listed?.map((one, i) => {
      const kind = one.getString('kind').toLocaleLowerCase('en-US');
      if (!(SERVICE_KINDS as readonly string[]).includes(kind))
        throw new Error(
          `${KEY}[${i}].kind must be one of ${SERVICE_KINDS.join(', ')}`,
        );
      return {
        kind,
        types: one.getOptionalStringArray('types'),
        exceptTypes: one.getOptionalStringArray('exceptTypes'),
      };
    }) ?? DEFAULT
  );
}

/** Whether an entity counts as a service by itself. */
export const countsAsService = (
  counted: readonly CountedKind[],
  { kind, type = '' }: { kind: string; type?: string },
): boolean =>
  counted.some(
    one =>
      one.kind === kind &&
      (one.types?.includes(type) ?? true) &&
      !one.exceptTypes?.includes(type),
  );
