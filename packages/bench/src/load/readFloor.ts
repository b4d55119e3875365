import type { Trace, TracedStatement } from '../backend/routesModule';
import type { RunningPortal } from '../backend/runPortal';
import { median, percentile, type Sample } from '../Figure';
import type { SeededCluster } from '../seed/seededCluster';
import { drained, followerLag } from '../seed/drained';
import { httpClient } from './httpClient';
import { plainClient } from './plainClient';

const ROTATIONS = 3;
const NOTHING = '/api/itsm/bench/nothing';

/** A question that a user puts to the backend, with the statements it leads to. */
export interface TracedQuestion {
  path: string;
  authorization: string;
  statements: readonly TracedStatement[];
}

/** Measures a question of every user against its own statements and a request for nothing. */
export interface ReadFigure {
  questions: readonly TracedQuestion[];
  sample(): Promise<Sample>;
  notes(): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

/** The statements and decisions of a question once what is kept for seconds is kept. */
async function traceWarm(
  portal: RunningPortal,
  path: string,
  authorization: string,
): Promise<Trace & { answer: any; coldDecisions: number }> {
  const cold = await portal.trace(path, authorization);
  const warm = await portal.trace(path, authorization);
  return { ...warm, coldDecisions: cold.decisions };
}

/**
 * One request at a time, the users in rotation, on one connection: *ours* is the question,
 * the *floor* is the same SQL by a plain client, one statement after another on one connection,
 * and a request that does nothing. A sample is the median of three rotations of each, the three
 * one after another: what the backend keeps of a user for seconds is kept as long as with so many
 * users at work. What it costs to ask anew is in the 99th percentile.
 *
 * @param pathOf - what the user at that place asks
 * @param accept - throws if the answer is not what the figure is about
 */
export async function readFigure(options: {
  cluster: SeededCluster;
  portal: RunningPortal;
  prefix: string;
  pathOf: (user: number) => string;
  accept: (answer: any) => void;
}): Promise<ReadFigure> {
  const { cluster, portal, prefix, pathOf, accept } = options;
  const knex = await cluster.plugin(prefix);
  await drained(knex);
  const authorizations = await portal.authorizations();
  const questions: TracedQuestion[] = [];
  let cold = 0;
  let warm = 0;
  for (const [user, authorization] of authorizations.entries()) {
    const path = pathOf(user);
    const traced = await traceWarm(portal, path, authorization);
    accept(traced.answer);
    cold = Math.max(cold, traced.coldDecisions);
    warm = Math.max(warm, traced.decisions);
    questions.push({ path, authorization, statements: traced.statements });
  }
  const client = httpClient(portal.url, 1);
  const plain = await plainClient(cluster.port, `${prefix}itsm`);
  const slowest: number[] = [];
  return {
    questions,
    async sample() {
      const took: Record<'ours' | 'sql' | 'nothing', number[]> = {
        ours: [],
        sql: [],
        nothing: [],
      };
      const inRotation = async (
        into: number[],
        time: (question: TracedQuestion) => Promise<number>,
      ) => {
        for (let rotation = 0; rotation < ROTATIONS; rotation++)
          for (const question of questions) into.push(await time(question));
      };
      await inRotation(took.ours, question => client.time(question));
      await inRotation(took.sql, ({ statements }) => plain.time(statements));
      await inRotation(took.nothing, ({ authorization }) =>
        client.time({ path: NOTHING, authorization }),
      );
      slowest.push(percentile(took.ours, 0.99));
      const sql = median(took.sql);
      const nothing = median(took.nothing);
      return { ours: median(took.ours), floor: sql + nothing, sql, nothing };
    },
    async notes() {
      return {
        p99: Number(median(slowest).toFixed(2)),
        statements: Math.max(...questions.map(q => q.statements.length)),
        decisions: { first: cold, kept: warm },
        lag: await followerLag(knex),
      };
    },
    async close() {
      client.close();
      await plain.close();
    },
  };
}
