import {
  SYSTEM_CALLER,
  type InfeasiblePromise,
  type PromiseFeasibility,
} from '@callboard/plugin-itsm-node';
import type { FeasibilityService } from './FeasibilityService';

const AT_ONCE = 200;
/** More than anybody mends. */
const MOST = 1_000;

/** What other practices are told of the feasibility of promises. */
export class OfferedFeasibility implements PromiseFeasibility {
  constructor(private readonly feasibility: FeasibilityService) {}

  async infeasible(of?: string): Promise<InfeasiblePromise[]> {
    const found: InfeasiblePromise[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.feasibility.list(SYSTEM_CALLER, {
        verdict: 'infeasible',
        entity: of,
        limit: AT_ONCE,
        cursor,
      });
      for (const { id, entityRef, source, excess, words } of page.items)
        found.push({ id, entityRef, source: source.name, excess, words });
      cursor = page.pageInfo.nextCursor;
    } while (cursor && found.length < MOST);
    return found;
  }
}
