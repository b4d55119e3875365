import type { ExtensionDefinition } from '@backstage/frontend-plugin-api';

/** What this part adds to the portal beside its pages. */
export const demandExtensions: ExtensionDefinition[] = [];
