import type { Knex } from 'knex';

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  Plans?: Plan[];
}

/** What PostgreSQL does for the statements of a question. */
export interface Planned {
  /** Indexes that it goes by. */
  indexes: string[];
  /** Tables that it reads wholly. */
  wholly: string[];
  /** Whether anything is sorted that no index has in order. */
  sorts: boolean;
}

const nodes = (plan: Plan): Plan[] => [
  plan,
  ...(plan.Plans ?? []).flatMap(nodes),
];

/** The plans of all statements that a question runs. */
export async function plansOf(
  knex: Knex,
  ask: () => Promise<unknown>,
): Promise<Planned> {
  const statements: { sql: string; bindings: unknown[] }[] = [];
  const note = (query: any) => statements.push(query);
  knex.on('query', note);
  await ask();
  knex.removeListener('query', note);
  const connection = await knex.client.acquireConnection();
  try {
    const found: Plan[] = [];
    for (const { sql, bindings } of statements) {
      const { rows } = await connection.query({
        text: `explain (format json) ${sql}`,
        values: bindings,
      });
      found.push(...nodes(rows[0]['QUERY PLAN'][0].Plan));
    }
    return {
      indexes: found.flatMap(node => node['Index Name'] ?? []),
      wholly: found
        .filter(node => node['Node Type'].includes('Seq Scan'))
        .flatMap(node => node['Relation Name'] ?? []),
      sorts: found.some(node => node['Node Type'].includes('Sort')),
    };
  } finally {
    await knex.client.releaseConnection(connection);
  }
}
