import type { RunningPortal } from '../backend/runPortal';
import { services } from '../backend/organisation';
import { Random } from '../seed/random';

const HOUR = 3_600_000;
const PATH = '/api/itsm/changes';
const LANES = 8;

/**
 * Files changes over all of a month to come by the API as the first user, who may read what they asked
 * for, and looks whether their calendar has them.
 *
 * @returns the month, e.g. `2027-01`
 */
export async function fileInMonth(
  portal: RunningPortal,
  authorization: string,
  count: number,
): Promise<string> {
  const random = new Random(0xca1);
  const now = new Date();
  const first = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 2);
  const end = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 3);
  const iso = (at: number) => new Date(at).toISOString();
  const call = async (path: string, body?: object) => {
    const response = await fetch(`${portal.url}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    const answer = (await response.json()) as any;
    if (!response.ok)
      throw new Error(`${path} answers ${JSON.stringify(answer)}`);
    return answer;
  };
  const bodies = Array.from({ length: count }, (_, n) => {
    const start = first + random.below((end - first) / HOUR - 12) * HOUR;
    return {
      title: `Upgrade the nodes of pool ${n}`,
      serviceRef: services[n % 40],
      changeType: 'normal',
      plannedStart: iso(start),
      plannedEnd: iso(start + (1 + random.below(8)) * HOUR),
    };
  });
  let next = 0;
  const lane = async () => {
    while (next < count) {
      const n = next;
      next += 1;
      await call(PATH, bodies[n]);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const span = new URLSearchParams({ from: iso(first), to: iso(end) });
  const { items } = await call(`${PATH}/calendar?${span}`);
  if (items.length !== count)
    throw new Error(`The calendar has ${items.length} of ${count} changes`);
  return iso(first).slice(0, 7);
}
