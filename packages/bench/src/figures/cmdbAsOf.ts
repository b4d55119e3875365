import { startItemsPortal } from '../cmdb/itemsPortal';
import { Landscape } from '../cmdb/landscape';
import { median, percentile, type Figure } from '../Figure';
import { httpClient } from '../load/httpClient';
import { Random } from '../seed/random';

const ITEMS = 100_000;
const MONTH = 30 * 86_400_000;

/**
 * An item and its neighbours as of a month ago over the same as of now, by 200 users in rotation,
 * each with an item of their own. `--often` asks for items that changed every day since.
 */
export const cmdbAsOf: Figure = {
  name: 'cmdb.asof',
  description:
    'a configuration item with its neighbours as of a month ago over the same as of now',
  aim: 2,
  better: 'less',
  unit: 'ms',
  async prepare(_, options) {
    const landscape = new Landscape(Number(options.entities ?? ITEMS));
    const { portal, authorizations, knex, lag, close } = await startItemsPortal(
      landscape.size,
    );
    const client = httpClient(portal.url, 1);
    const random = new Random(landscape.size);
    const refs = authorizations.map(() => {
      for (;;) {
        const item = random.below(landscape.size);
        if (options.often && !landscape.changesOften(item)) continue;
        if (landscape.kindOf(item) === 'component')
          return landscape.refOf(item);
      }
    });
    const at = new Date(Date.now() - MONTH).toISOString();
    const pathsOf = (user: number, moment?: string) =>
      ['ci', 'neighbourhood'].map(question => {
        const query = new URLSearchParams({ ref: refs[user] });
        if (moment !== undefined) query.set('at', moment);
        return `/api/itsm/cmdb/${question}?${query}`;
      });
    const then = await portal.trace(pathsOf(0, at)[0], authorizations[0]);
    const now = await portal.trace(pathsOf(0)[0], authorizations[0]);
    if (!then.answer.there || then.answer.validFrom === now.answer.validFrom)
      process.stderr.write(`${refs[0]} is now what it was a month ago\n`);
    const [{ count }] = await knex('ci_versions').whereIn('ref', refs).count();
    const slowest: number[] = [];
    let turn = 0;
    return {
      async sample() {
        const took: Record<'ours' | 'floor', number[]> = {
          ours: [],
          floor: [],
        };
        const ask = async (into: number[], user: number, moment?: string) => {
          const authorization = authorizations[user];
          let both = 0;
          for (const path of pathsOf(user, moment))
            both += await client.time({ path, authorization });
          into.push(both);
        };
        // Whoever asks first pays for what is then kept of a user for seconds: each side in turn.
        turn += 1;
        for (const user of authorizations.keys()) {
          if ((user + turn) % 2 === 0) {
            await ask(took.ours, user, at);
            await ask(took.floor, user);
          } else {
            await ask(took.floor, user);
            await ask(took.ours, user, at);
          }
        }
        slowest.push(percentile(took.ours, 0.99));
        return { ours: median(took.ours), floor: median(took.floor) };
      },
      notes: async () => ({
        p99: Number(median(slowest).toFixed(2)),
        versionsEach: Number((Number(count) / refs.length).toFixed(1)),
        statements: then.statements.length,
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
