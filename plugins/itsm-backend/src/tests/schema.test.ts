import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import fs from 'fs';
import path from 'path';
import { migrate } from '../kernel/migrate';
import { describeSchema, type Schema } from './describeSchema';
import { registeredPractices } from './registeredPractices';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
jest.setTimeout(120_000);

/** Rows of principals and texts are never deleted, so nobody looks these up backwards. */
const NOT_INDEXED = [
  'comments.author_id',
  'comments.text_id',
  'journal.actor_id',
  'journal.on_behalf_of_id',
];

const REPORT = path.resolve(__dirname, '../../report.sql.md');
const HOW =
  'plugins/itsm-backend/report.sql.md does not say what the migrations make. ' +
  'Look at the difference; if it is meant, write the report anew with ' +
  '`UPDATE_REPORTS=1 yarn workspace @callboard/plugin-itsm-backend test --no-watch schema` and commit it.';

/** A Markdown table whose columns are as wide as their widest cell. */
function table(head: string[], rows: string[][]): string {
  const widths = head.map((_, i) =>
    Math.max(...[head, ...rows].map(row => row[i].length), 3),
  );
  const line = (cells: string[]) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`;
  return [head, widths.map(w => '-'.repeat(w)), ...rows].map(line).join('\n');
}

function render(postgres: Schema, sqlite: Schema): string {
  const parts = [
    '# Tables',
    'What the migrations of kernel and practices make, on PostgreSQL and on SQLite. Written by `src/tests/schema.test.ts`.',
  ];
  for (const [name, onPostgres] of postgres) {
    const onSqlite = sqlite.get(name)!;
    parts.push(
      `## \`${name}\``,
      table(
        ['Column', 'PostgreSQL', 'SQLite', 'Null', 'Default'],
        [...onPostgres.columns].map(([column, c]) => [
          `\`${column}\``,
          c.type,
          onSqlite.columns.get(column)!.type,
          c.nullable ? 'yes' : 'no',
          c.default ? `\`${c.default}\`` : '',
        ]),
      ),
    );
    const lines = [
      ...[...onPostgres.indexes].map(([index, over]) => `\`${index}\` ${over}`),
      ...onPostgres.references,
      ...onPostgres.triggers.map(t => `trigger \`${t}\` (PostgreSQL)`),
      ...onSqlite.triggers.map(t => `trigger \`${t}\` (SQLite)`),
    ];
    parts.push(lines.map(line => `- ${line}`).join('\n'));
  }
  return `${parts.join('\n\n')}\n`;
}

/** Fails with the lines that differ, and how to write the report anew. */
function expectCommitted(report: string): void {
  const committed = fs.existsSync(REPORT)
    ? fs.readFileSync(REPORT, 'utf8')
    : '';
  if (committed === report) return;
  const had = new Set(committed.split('\n'));
  const has = new Set(report.split('\n'));
  throw new Error(
    [
      HOW,
      ...[...had].filter(line => !has.has(line)).map(line => `- ${line}`),
      ...[...has].filter(line => !had.has(line)).map(line => `+ ${line}`),
    ].join('\n'),
  );
}

describe('the schema', () => {
  let postgres: Schema;
  let sqlite: Schema;

  beforeAll(async () => {
    const practices = await registeredPractices();
    const schemaOn = async (id: 'SQLITE_3' | 'POSTGRES_18') => {
      const knex = await databases.init(id);
      await migrate(mockServices.database({ knex }), knex, practices);
      return describeSchema(knex);
    };
    postgres = await schemaOn('POSTGRES_18');
    sqlite = await schemaOn('SQLITE_3');
  });

  it('is the same on both engines, but for the names of types', () => {
    const shape = (schema: Schema) =>
      [...schema].map(([name, { columns, indexes, references }]) => ({
        name,
        columns: [...columns].map(([column, c]) => [column, c.nullable]),
        indexes: [...indexes].sort(),
        references,
      }));
    expect(shape(sqlite)).toEqual(shape(postgres));
  });

  it('keeps every reference wide enough, and every instant in 64 bits', () => {
    const typesOf = (name: RegExp) =>
      new Set(
        [...postgres.values()].flatMap(({ columns }) =>
          [...columns]
            .filter(([column]) => name.test(column))
            .map(([, { type }]) => type),
        ),
      );
    expect(typesOf(/_at$/)).toEqual(new Set(['bigint']));
    expect(typesOf(/(^|_)ref$/)).toEqual(new Set(['character varying(512)']));
  });

  it('has an index behind every reference to another row', () => {
    const bare: string[] = [];
    for (const [name, { references, indexes }] of postgres) {
      for (const reference of references) {
        const [, column] = /^\((\w+)\)/.exec(reference)!;
        const covered = [...indexes.values()].some(over =>
          new RegExp(`\\(${column}\\b`).test(over),
        );
        if (!covered) bare.push(`${name}.${column}`);
      }
    }
    expect(bare.sort()).toEqual(NOT_INDEXED);
  });

  it('is what the committed report says', () => {
    const report = render(postgres, sqlite);
    if (process.env.UPDATE_REPORTS) fs.writeFileSync(REPORT, report);
    expectCommitted(report);
  });
});
