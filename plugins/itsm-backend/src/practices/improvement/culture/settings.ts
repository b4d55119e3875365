import type { RootConfigService } from '@backstage/backend-plugin-api';
import { refOfKind } from '@callboard/plugin-itsm-common';

const KEY = 'itsm.improvement.suggestionsOwner';

/** The group that answers what no owner of a service does. @throws Error that names the key */
export function readSuggestionsOwner(
  config: RootConfigService,
): string | undefined {
  const owner = config.getOptionalString(KEY);
  if (owner === undefined) return undefined;
  const read = refOfKind('group').safeParse(owner);
  if (!read.success)
    throw new Error(`${KEY} must be a group like group:default/service-desk`);
  return read.data;
}
