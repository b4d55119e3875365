import { whatIfRoutes as contracts } from '@callboard/plugin-itsm-common';
import type { PracticeRouter } from '@callboard/plugin-itsm-node';
import type { WhatIfService } from './WhatIfService';

/** Mounts the route of what-if. */
export function mountWhatIfRoutes(
  router: PracticeRouter,
  whatIf: WhatIfService,
): void {
  router.route(contracts.ask, ({ caller, body }) => whatIf.ask(caller, body));
}
