import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import type { Knex } from 'knex';
import { ENTITIES, serviceOf, users } from '../backend/organisation';
import { runPortal } from '../backend/runPortal';
import { startCluster } from '../database';
import type { Drill } from '../DrillDefinition';
import { drained } from '../seed/drained';

const LANES = 4;
const AROUND_MS = 10_000;
/** What a client gets while the database is away must come within this. */
const PATIENCE_MS = 90_000;

const wait = (ms: number) =>
  new Promise<void>(done => {
    setTimeout(done, ms);
  });

/** Waits until the organisation is there to file against. */
async function catalogRead(knex: Knex): Promise<void> {
  for (let tries = 0; tries < 240; tries += 1) {
    const [{ count }] = await knex('catalog_entities').count();
    if (Number(count) >= ENTITIES) return;
    await wait(500);
  }
  throw new Error('The catalog did not come');
}

interface Filing {
  key: string;
  /** 0 if there was no answer. */
  status: number;
  number?: string;
  message?: string;
  milliseconds: number;
}

/**
 * People file incidents while PostgreSQL is stopped and started again. Each filing has an
 * idempotency key, and what was not done is sent again under it when the database is back, as a
 * client would. What must hold: whoever was told that it is done has it, once; whoever was not was
 * told so in a sentence; every journal holds; followers and due work catch up by themselves.
 */
export const databaseAway: Drill = {
  name: 'database-away',
  description:
    'incidents are filed while PostgreSQL is away for ten seconds: nothing lost, nothing twice, and all catches up (--away=SECONDS)',
  async run(options, say) {
    const awayMs = Number(options.away ?? 10) * 1000;
    const folder = mkdtempSync(join(tmpdir(), 'callboard-away-'));
    const cluster = await startCluster(folder);
    const portal = await runPortal({
      databasePort: cluster.port,
      prefix: 'away_',
      catalogCopySeconds: 5,
    });
    const knex = await cluster.open('away_itsm');
    await catalogRead(knex);
    const authorizations = await portal.authorizations();
    let count = 0;
    let filing = true;
    const done: Filing[] = [];

    const userOf = (key: string) => Number(key.split('-')[1]) % users.length;
    const file = async (key: string): Promise<Filing> => {
      const user = userOf(key);
      const started = performance.now();
      const took = () => Math.round(performance.now() - started);
      try {
        const response = await fetch(`${portal.url}/api/itsm/incidents`, {
          method: 'POST',
          headers: {
            authorization: authorizations[user],
            'content-type': 'application/json',
            'idempotency-key': key,
          },
          body: JSON.stringify({
            serviceRef: serviceOf(user, 0),
            title: `Filed ${key}`,
            impact: 2,
            urgency: 2,
          }),
          signal: AbortSignal.timeout(PATIENCE_MS),
        });
        const answer = (await response.json()) as any;
        return {
          key,
          status: response.status,
          number: answer.number,
          message: answer.error?.message,
          milliseconds: took(),
        };
      } catch (error) {
        return { key, status: 0, message: `${error}`, milliseconds: took() };
      }
    };
    const lane = async () => {
      while (filing) {
        count += 1;
        done.push(await file(`away-${count}`));
        await wait(20);
      }
    };

    try {
      const lanes = Array.from({ length: LANES }, lane);
      await wait(AROUND_MS);
      say(`PostgreSQL is away for ${awayMs / 1000} s …`);
      await cluster.beAway(awayMs);
      say('… and back');
      await wait(AROUND_MS);
      filing = false;
      await Promise.all(lanes);

      const refused = done.filter(f => f.status !== 201);
      const sentences = [
        ...new Set(refused.map(f => `${f.status} ${f.message}`)),
      ];
      say(
        `${done.length} filed, ${
          refused.length
        } not; the slowest answer took ${Math.max(
          ...done.map(f => f.milliseconds),
        )} ms`,
      );
      for (const sentence of sentences) say(`  ${sentence}`);

      // A key whose holder died is held for a minute.
      const again: Filing[] = [];
      for (const { key } of refused) {
        let last = await file(key);
        for (let tries = 0; last.status === 409 && tries < 80; tries += 1) {
          await wait(1_000);
          last = await file(key);
        }
        again.push(last);
      }
      await drained(knex);

      const told = [...done.filter(f => f.status === 201), ...again];
      const titles: string[] = await knex('records').pluck('title');
      const times = new Map<string, number>();
      for (const title of titles) times.set(title, (times.get(title) ?? 0) + 1);
      const lost = told.filter(f => !times.has(`Filed ${f.key}`));
      const doubled = [...times].filter(([, n]) => n > 1);
      const stillRefused = again.filter(f => f.status !== 201);
      const broken: string[] = [];
      for (const { number, key } of told.slice(-100)) {
        const response = await fetch(
          `${portal.url}/api/itsm/records/${number}/journal/verification`,
          { headers: { authorization: authorizations[userOf(key)] } },
        );
        const verified = (await response.json()) as any;
        if (verified.holds !== true) broken.push(number!);
      }
      const unclear = refused.filter(
        f => f.status !== 0 && f.status !== 409 && f.status < 500,
      );
      say(
        `${titles.length} records; lost ${lost.length}, twice ${doubled.length}, refused again ${stillRefused.length}, broken journals ${broken.length}`,
      );
      return (
        refused.length > 0 &&
        lost.length + doubled.length + stillRefused.length === 0 &&
        broken.length + unclear.length === 0
      );
    } finally {
      await portal.stop();
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
