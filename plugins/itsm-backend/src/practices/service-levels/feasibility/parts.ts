import type { ItsmKernel } from '@callboard/plugin-itsm-node';
import type { AgreedBook } from '../agreements/AgreedBook';
import type { FactFields } from '../agreements/FactFields';
import { ObjectiveBook } from '../objectives/ObjectiveBook';
import { AuthorizedFeasibilityService } from './AuthorizedFeasibilityService';
import {
  DefaultFeasibilityService,
  type FeasibilityService,
} from './FeasibilityService';

/** Whether promises can be kept, for whoever may see them. */
export function buildFeasibility(
  kernel: ItsmKernel,
  book: AgreedBook,
  fields: FactFields,
): FeasibilityService {
  return new AuthorizedFeasibilityService(
    new DefaultFeasibilityService({
      ...kernel,
      book,
      fields,
      // Where it is measured makes no difference to what is promised.
      objectives: new ObjectiveBook(kernel, []),
    }),
    kernel.authorizer,
  );
}
