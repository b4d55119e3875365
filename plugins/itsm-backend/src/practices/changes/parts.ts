import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import type { ItsmKernel, PracticePart } from '@callboard/plugin-itsm-node';
import type { ChangeService } from './ChangeService';
import type { ChangeStore } from './ChangeStore';

/** What a part is made with. All are the same ones for a kernel, whichever part asks. */
export interface ChangeTools {
  config: RootConfigService;
  /** Tells other plugins of the backend. */
  events?: EventsService;
  /** Queries of the record itself. */
  store(kernel: ItsmKernel): ChangeStore;
  /** Knows no permissions: for what the product does itself, or checks itself. */
  changes(kernel: ItsmKernel): ChangeService;
  /** For callers from outside. */
  authorized(kernel: ItsmKernel): ChangeService;
}

/** What a part of the practice adds to it. */
export type ChangePart = PracticePart;
