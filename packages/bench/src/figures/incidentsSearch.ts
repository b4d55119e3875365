import { teamOf, users } from '../backend/organisation';
import type { Figure } from '../Figure';
import { readOnSeed } from './readOnSeed';

const WORDS = 3;

/**
 * Three words of the title of an incident that the user may read, asked for in the list of
 * incidents; `--page=search` asks on the page that searches all types of records.
 */
export const incidentsSearch: Figure = {
  name: 'incidents.search.1m',
  description:
    'three words among 1000000 incidents over the same SQL by a plain client and a request for nothing',
  aim: 1.5,
  better: 'less',
  unit: 'ms',
  prepare: (_, options) =>
    readOnSeed(
      Number(options.incidents ?? 1_000_000),
      async knex => {
        const paths: string[] = [];
        for (const user of users.keys()) {
          const { title } = await knex('records')
            .where('owner_ref', teamOf(user))
            .orderBy('id', 'desc')
            .offset(user)
            .first('title');
          const words = [...new Set<string>(title.split(' '))].slice(-WORDS);
          const page = options.page === 'search' ? 'search' : 'incidents';
          const query = new URLSearchParams({ q: words.join(' ') });
          paths.push(`/api/itsm/${page}?${query}`);
        }
        return paths;
      },
      answer => {
        if (answer.items.length === 0) throw new Error('Nothing was found');
      },
    ),
};
