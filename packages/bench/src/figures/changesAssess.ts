import { DEFAULT_FAILURE_DIRECTIONS } from '@callboard/plugin-itsm-common';
import { changesOver, fileChanges } from '../changes/fileChanges';
import { graphOf } from '../cmdb/graphOf';
import { impactOf } from '../cmdb/impactOf';
import { itemsOfImpact } from '../cmdb/itemsOfImpact';
import { startItemsPortal } from '../cmdb/itemsPortal';
import { Landscape } from '../cmdb/landscape';
import { median, percentile, type Figure } from '../Figure';
import { httpClient } from '../load/httpClient';
import { drained } from '../seed/drained';

const ITEMS = 100_000;
const HITS = 1_000;
const ASKED = 20;
const CHANGES = 500;
/** Within what is looked at for a free time, so that all of them are. */
const DAYS = 13;
const HOUR = 3_600_000;
/** As often as in the other figures of requests: see `readFigure`. */
const ROTATIONS = 2;
const PATH = '/api/itsm/changes/assess';

/**
 * `POST /changes/assess` by 200 users in rotation, of a change of an item with about a thousand
 * dependants while 500 others are open, over `GET /cmdb/impact` of the same item for the same user:
 * risk, conflicts and free times beside what fails.
 */
export const changesAssess: Figure = {
  name: 'changes.assess',
  description:
    'risk, conflicts and free times of a change of an item with about 1000 dependants and 500 open changes by HTTP over the impact of the item alone',
  aim: 3,
  better: 'less',
  unit: 'ms',
  async prepare(_, options) {
    const landscape = new Landscape(Number(options.entities ?? ITEMS));
    const graph = graphOf(landscape, DEFAULT_FAILURE_DIRECTIONS);
    const items = itemsOfImpact(landscape, graph, HITS, ASKED);
    const { portal, knex, authorizations, lag, close } = await startItemsPortal(
      landscape.size,
      { copy: 'changes_' },
    );
    const near = items.flatMap(item =>
      [...impactOf(graph, item).items.subarray(0, 50)].map(hit =>
        graph.refOf(hit),
      ),
    );
    const groups = Math.ceil(landscape.size * 0.01);
    const changes = changesOver(DAYS, Number(options.changes ?? CHANGES), {
      near,
      any: random =>
        landscape.refOf(groups + random.below(landscape.size - groups)),
    });
    const started = performance.now();
    await fileChanges(portal, authorizations, changes);
    await drained(knex);
    const filedMs = performance.now() - started;
    await knex.raw('analyze');

    const from = Date.parse(changes[0].plannedStart);
    const questions = items.map((item, n) => {
      const start = from + n * HOUR;
      return {
        impact: `/api/itsm/cmdb/impact?${new URLSearchParams({
          ref: graph.refOf(item),
        })}`,
        body: {
          affects: [graph.refOf(item)],
          plannedStart: new Date(start).toISOString(),
          plannedEnd: new Date(start + 4 * HOUR).toISOString(),
        },
      };
    });
    const init = (n: number) => ({ method: 'POST', body: questions[n].body });
    await portal.trace(PATH, authorizations[0], init(0));
    const traced = await portal.trace(PATH, authorizations[0], init(0));
    let conflicts = 0;
    for (const n of questions.keys()) {
      const { answer } = await portal.trace(PATH, authorizations[0], init(n));
      conflicts += answer.conflicts.total / questions.length;
      if (Math.abs(Math.log(answer.impact.total / HITS)) > 0.3)
        throw new Error(`${PATH} has ${answer.impact.total} hits`);
    }
    const client = httpClient(portal.url, 1);
    const slowest: number[] = [];
    return {
      async sample() {
        const ours: number[] = [];
        const floor: number[] = [];
        const nothing: number[] = [];
        for (let rotation = 0; rotation < ROTATIONS; rotation += 1) {
          for (const [n, authorization] of authorizations.entries()) {
            const { impact, body } = questions[n % questions.length];
            ours.push(
              await client.time({
                path: PATH,
                authorization,
                body: JSON.stringify(body),
              }),
            );
            floor.push(await client.time({ path: impact, authorization }));
            nothing.push(
              await client.time({
                path: '/api/itsm/bench/nothing',
                authorization,
              }),
            );
          }
        }
        slowest.push(percentile(ours, 0.99));
        return {
          ours: median(ours),
          floor: median(floor),
          nothing: median(nothing),
        };
      },
      notes: async () => ({
        p99: Number(median(slowest).toFixed(2)),
        statements: traced.statements.length,
        decisions: traced.decisions,
        conflicts: Number(conflicts.toFixed(1)),
        changes: changes.length,
        entities: landscape.size,
        filedMs: Math.round(filedMs),
        lag: await lag(),
      }),
      async close() {
        client.close();
        await close();
      },
    };
  },
};
