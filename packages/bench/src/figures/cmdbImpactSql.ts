import { DEFAULT_FAILURE_DIRECTIONS } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { heldBytes } from '../cmdb/heldBytes';
import { impactOf } from '../cmdb/impactOf';
import { itemsOfImpact } from '../cmdb/itemsOfImpact';
import { Landscape } from '../cmdb/landscape';
import type { Figure } from '../Figure';
import { plainClient } from '../load/plainClient';
import { startSeededCluster } from '../seed/seededCluster';
import { CiGraph, GraphStore } from '../cmdb/parts';

const ITEMS = 100_000;
const HITS = 1_000;
const ASKED = 20;
const ROUNDS = 20;

/**
 * The cheapest that SQL can do: what is reached, without path, distance or redundancy. Relations are
 * said from both sides, so that one side and one index are enough.
 */
const RECURSIVE = `
  with recursive hit (ref) as (
    select $1::text
    union
    select r.target_ref from hit join catalog_relations r on r.source_ref = hit.ref
    where r.type in ('dependencyOf', 'apiConsumedBy', 'ownerOf', 'providesApi', 'partOf')
  )
  select ref from hit`;

/** Reads the graph of a database, and what it takes of memory. */
async function readGraph(knex: Knex, relations: boolean) {
  const store = new GraphStore(knex);
  const before = heldBytes();
  const started = performance.now();
  const empty = CiGraph.empty(
    relations ? DEFAULT_FAILURE_DIRECTIONS : { nothing: 'both' },
  );
  const draft = empty.draft();
  for await (const page of store.all(empty.relations)) draft.apply(page);
  const graph = draft.done();
  const ms = performance.now() - started;
  return { graph, ms, bytes: heldBytes() - before };
}

/** The walk that the impact function is, over the same question to the database; no aim. */
export const cmdbImpactSql: Figure = {
  name: 'cmdb.impact.sql',
  description:
    'the impact of items with about 1000 hits in memory over recursive SQL, with what the graph takes of memory',
  better: 'less',
  unit: 'ms',
  async prepare(_, options) {
    const landscape = new Landscape(Number(options.entities ?? ITEMS));
    const hits = Number(options.hits ?? HITS);
    const cluster = await startSeededCluster();
    try {
      const prefix = await cluster.seededItems(landscape.size);
      const knex = await cluster.plugin(prefix);
      const bare = await readGraph(knex, false);
      const nodes = bare.bytes;
      const { graph, ms, bytes } = await readGraph(knex, true);
      const carried = graph.affects.reduce((n, p) => n + p.length / 2, 0);
      const items = itemsOfImpact(landscape, graph, hits, ASKED);
      const plain = await plainClient(cluster.port, `${prefix}itsm`);
      let next = 0;
      return {
        async sample() {
          let ours = 0;
          let floor = 0;
          for (let round = 0; round < ROUNDS; round += 1) {
            const item = items[(next += 1) % items.length];
            const started = performance.now();
            impactOf(graph, item);
            ours += performance.now() - started;
            floor += await plain.time([
              { sql: RECURSIVE, bindings: [graph.refOf(item)] },
            ]);
          }
          return { ours: ours / ROUNDS, floor: floor / ROUNDS };
        },
        notes: async ({ ours, floor }) => ({
          sqlOverOurs: Math.round(floor / ours),
          entities: landscape.size,
          graph: {
            readMs: Math.round(ms),
            megabytes: Math.round(bytes / 1e6),
            bytesPerEntity: Math.round(nodes / landscape.size),
            relations: carried,
            bytesPerRelation: Math.round((bytes - nodes) / carried),
          },
        }),
        async close() {
          await plain.close();
          await cluster.stop();
        },
      };
    } catch (error) {
      await cluster.stop();
      throw error;
    }
  },
};
