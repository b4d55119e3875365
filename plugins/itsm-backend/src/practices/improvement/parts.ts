import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { PracticePart } from '@callboard/plugin-itsm-node';

/** What a part is made with. */
export interface ImprovementTools {
  config: RootConfigService;
}

/** What a part of the practice adds to it. */
export type ImprovementPart = PracticePart;
