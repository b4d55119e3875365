import {
  newChangeSchema,
  newIncidentSchema,
} from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import type { KernelParts } from '../../kernel/buildKernel';
import { copyEntity } from '../../kernel/catalog/copyEntity';
import { demoCatalog } from '../../testing/demoCatalog';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { kernelOnDatabase, NOON, user } from '../../tests/kernelOnDatabase';
import { DefaultIncidentService } from '../incidents/IncidentService';
import { IncidentStore } from '../incidents/IncidentStore';
import { DefaultChangeService } from './ChangeService';
import { ChangeStore } from './ChangeStore';

const databases = MigratedDatabases.create({ ids: ['SQLITE_3'] });
jest.setTimeout(120_000);

const CHECKOUT = 'component:default/checkout';
const maria = { ...user('maria', ['payments']), readsWholeCatalog: true };

describe('filing a change', () => {
  let knex: Knex;
  let kernel: KernelParts;
  let statements: string[];

  beforeAll(async () => {
    knex = await databases.init('SQLITE_3');
    kernel = await kernelOnDatabase(knex);
    await kernel.catalog.put(
      demoCatalog.map(e => copyEntity(e, [])),
      NOON,
    );
    statements = [];
    knex.on('query', ({ sql }) => statements.push(sql));
  });

  /** The statements of the second time: the first one fills what is kept for seconds. */
  const costOf = async (file: () => Promise<unknown>) => {
    await file();
    statements.length = 0;
    await file();
    return [...statements];
  };
  const reads = (of: string[], table: string) =>
    of.filter(sql => sql.includes(`\`${table}\``)).length;

  it('takes no more statements than an incident, and a few more for any number of items that it affects', async () => {
    const incidents = new DefaultIncidentService(
      kernel,
      new IncidentStore(knex),
    );
    const changes = new DefaultChangeService(
      {
        ...kernel,
        requireEntity: kernel.requireEntity,
        catalogAccess: { readable: async (_, refs) => new Set(refs) },
      },
      new ChangeStore(knex),
    );
    const title = { serviceRef: CHECKOUT, title: 'Renew certificates' };
    const incident = await costOf(() =>
      incidents.file(maria, newIncidentSchema.parse(title)),
    );
    const plain = await costOf(() =>
      changes.file(maria, newChangeSchema.parse(title)),
    );
    expect(plain.length).toBeLessThanOrEqual(incident.length);
    const affects = ['cart', 'checkout', 'ledger'].map(
      name => `component:default/${name}`,
    );
    const known = demoCatalog.map(e =>
      `${e.kind}:default/${e.metadata.name}`.toLowerCase(),
    );
    const wide = await costOf(() =>
      changes.file(
        maria,
        newChangeSchema.parse({
          ...title,
          affects: affects.filter(ref => known.includes(ref)),
        }),
      ),
    );
    // They are looked up and written together, a template is asked whether it is for them, and the
    // answer says what they are called.
    expect(reads(wide, 'links')).toBe(1);
    expect(wide.length - plain.length).toBeLessThanOrEqual(4);
  });
});
