import type { Feasible } from '@callboard/plugin-itsm-common';
import {
  SYSTEM_CALLER,
  type InfeasiblePromise,
  type PromiseFeasibility,
} from '@callboard/plugin-itsm-node';
import type { FeasibilityService } from './FeasibilityService';

const AT_ONCE = 200;
/** More than anybody mends. */
const MOST = 1_000;

const TIMES = {
  response: 'response time',
  resolution: 'resolution time',
  update: 'time between updates',
} as const;

/** One source promises several things; this tells them apart. */
function promisedIn(promise: Feasible): string {
  if (promise.kind === 'availability') return 'availability';
  const priorities = promise.priorities.map(priority => `P${priority}`);
  const time = TIMES[promise.metric];
  return priorities.length > 0 ? `${time} (${priorities.join(', ')})` : time;
}

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
      for (const promise of page.items) {
        const { id, entityRef, source, excess, words } = promise;
        found.push({
          ...{ id, entityRef, excess, words },
          source: source.name,
          promised: promisedIn(promise),
        });
      }
      cursor = page.pageInfo.nextCursor;
    } while (cursor && found.length < MOST);
    return found;
  }
}
