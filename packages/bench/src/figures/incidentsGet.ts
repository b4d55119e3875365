import { teamOf, users } from '../backend/organisation';
import type { Figure } from '../Figure';
import { readOnSeed } from './readOnSeed';

/** One incident by its number, as its page opens it: with rights, participants and names. */
export const incidentsGet: Figure = {
  name: 'incidents.get',
  description:
    'one incident of 25000 over the same SQL by a plain client and a request for nothing',
  aim: 1.5,
  better: 'less',
  unit: 'ms',
  prepare: (_, options) =>
    readOnSeed(
      Number(options.incidents ?? 25_000),
      async knex => {
        const paths: string[] = [];
        for (const user of users.keys()) {
          // Another one for everybody of a team: neither the oldest nor the newest only.
          const { number } = await knex('records')
            .where('owner_ref', teamOf(user))
            .orderBy('id')
            .offset(user)
            .first('number');
          paths.push(`/api/itsm/incidents/${number}`);
        }
        return paths;
      },
      answer => {
        if (!answer.viewer) throw new Error('That is no incident');
      },
    ),
};
