import { DEFAULT_FAILURE_DIRECTIONS } from '@callboard/plugin-itsm-common';
import { graphOf } from '../cmdb/graphOf';
import { startItemsPortal } from '../cmdb/itemsPortal';
import { itemsOfImpact } from '../cmdb/itemsOfImpact';
import { Landscape } from '../cmdb/landscape';
import { median, percentile, type Figure } from '../Figure';
import { httpClient } from '../load/httpClient';
import { startSame } from '../load/sameAnswer';

const ITEMS = 100_000;
const HITS = 1_000;
const ASKED = 20;
/** As often as in the other figures of requests: see `readFigure`. */
const ROTATIONS = 3;

/**
 * `GET /cmdb/impact` by 200 users in rotation, over an endpoint that does nothing for the same user
 * but write the same JSON.
 */
export const cmdbImpactHttp: Figure = {
  name: 'cmdb.impact.http',
  description:
    'the impact of items with about 1000 hits by HTTP over doing nothing and writing the same JSON',
  aim: 1.5,
  better: 'less',
  unit: 'ms',
  async prepare(_, options) {
    const landscape = new Landscape(Number(options.entities ?? ITEMS));
    const graph = graphOf(landscape, DEFAULT_FAILURE_DIRECTIONS);
    const hits = Number(options.hits ?? HITS);
    const items = itemsOfImpact(landscape, graph, hits, ASKED);
    const { portal, authorizations, lag, close } = await startItemsPortal(
      landscape.size,
    );
    const client = httpClient(portal.url, 1);
    const questions: { path: string; same: string }[] = [];
    let bytes = 0;
    let statements = 0;
    for (const item of items) {
      const query = new URLSearchParams({ ref: graph.refOf(item) });
      if (hits > HITS) query.set('limit', '10000');
      const path = `/api/itsm/cmdb/impact?${query}`;
      await portal.trace(path, authorizations[0]);
      const traced = await portal.trace(path, authorizations[0]);
      if (Math.abs(Math.log(traced.answer.total / hits)) > 0.3)
        throw new Error(`${path} has ${traced.answer.total} hits`);
      const same = await startSame(portal, authorizations[0], traced.answer);
      questions.push({ path, same });
      bytes += JSON.stringify(traced.answer).length / items.length;
      statements = Math.max(statements, traced.statements.length);
    }
    const slowest: number[] = [];
    return {
      async sample() {
        const took: Record<'ours' | 'floor' | 'nothing', number[]> = {
          ours: [],
          floor: [],
          nothing: [],
        };
        for (const [into, pathOf] of [
          [took.ours, (n: number) => questions[n % questions.length].path],
          [took.floor, (n: number) => questions[n % questions.length].same],
          [took.nothing, () => '/api/itsm/bench/nothing'],
        ] as const) {
          for (let rotation = 0; rotation < ROTATIONS; rotation += 1) {
            for (const [n, authorization] of authorizations.entries())
              into.push(await client.time({ path: pathOf(n), authorization }));
          }
        }
        slowest.push(percentile(took.ours, 0.99));
        return {
          ours: median(took.ours),
          floor: median(took.floor),
          nothing: median(took.nothing),
        };
      },
      notes: async () => ({
        p99: Number(median(slowest).toFixed(2)),
        bytes: Math.round(bytes),
        statements,
        entities: landscape.size,
        lag: await lag(),
      }),
      async close() {
        client.close();
        await close();
      },
    };
  },
};
