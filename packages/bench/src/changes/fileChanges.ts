import type { RunningPortal } from '../backend/runPortal';
import { Random } from '../seed/random';

const HOUR = 3_600_000;
const PATH = '/api/itsm/changes';

/** What a change is filed with. */
export interface BenchChange {
  affects: readonly string[];
  plannedStart: string;
  plannedEnd: string;
}

const TEXT =
  'The nodes are taken out one by one, upgraded, looked at for ten minutes and put back.';

/**
 * Changes over some days from now on, of one to three items each.
 *
 * @param near - every tenth is of one of these, so that there is something to be in conflict with
 */
export function changesOver(
  days: number,
  count: number,
  options: { near: readonly string[]; any(random: Random): string },
): BenchChange[] {
  const random = new Random(0x5eed);
  const first = Math.ceil(Date.now() / HOUR + 6) * HOUR;
  const iso = (at: number) => new Date(at).toISOString();
  return Array.from({ length: count }, (_, n) => {
    const start = first + random.below(days * 24 * 4) * (HOUR / 4);
    const length = (1 + random.below(8)) * HOUR;
    const items = Array.from({ length: 1 + random.below(3) }, () =>
      options.any(random),
    );
    if (n % 10 === 0)
      items[0] = options.near[random.below(options.near.length)];
    return {
      affects: [...new Set(items)],
      plannedStart: iso(start),
      plannedEnd: iso(start + length),
    };
  });
}

/** Files and submits changes by the API, users in rotation: each has its journal. */
export async function fileChanges(
  portal: RunningPortal,
  authorizations: readonly string[],
  changes: readonly BenchChange[],
): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < changes.length) {
      const n = next;
      next += 1;
      const authorization = authorizations[n % authorizations.length];
      const { number } = await send(portal, authorization, PATH, {
        title: `Upgrade ${changes[n].affects[0]}`,
        changeType: 'normal',
        serviceRef: changes[n].affects[0],
        justification: TEXT,
        plan: TEXT,
        rollbackPlan: TEXT,
        ...changes[n],
      });
      await send(portal, authorization, `${PATH}/${number}/transitions`, {
        transition: 'submit',
      });
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
}

async function send(
  portal: RunningPortal,
  authorization: string,
  path: string,
  body: object,
): Promise<{ number: string }> {
  const response = await fetch(`${portal.url}${path}`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as any;
  if (!response.ok)
    throw new Error(`${path} answers ${JSON.stringify(answer)}`);
  return answer;
}
