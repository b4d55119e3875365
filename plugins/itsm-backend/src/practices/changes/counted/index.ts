import type { ChangePart } from '../parts';
import { changeFacts } from './changeFacts';
import { CHANGE_KPIS } from './kpis';

/** What is counted of changes. */
export const countedPart = (): ChangePart => ({
  counted: () => ({ records: [changeFacts], kpis: CHANGE_KPIS }),
});
