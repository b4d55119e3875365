import { readFileSync } from 'fs';
import { join, resolve } from 'path';
import { SYSTEM_CALLER } from '@callboard/plugin-itsm-node';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { kernelOnDatabase } from '../../../tests/kernelOnDatabase';
import { partsOf } from '../parts';

const databases = MigratedDatabases.create({ ids: ['SQLITE_3'] });
const EXAMPLES = resolve(__dirname, '../../../../../../examples/cmdb');
jest.setTimeout(60_000);

const read = (file: string) => readFileSync(join(EXAMPLES, file), 'utf8');

it('the files of the demo organisation load as the guide says', async () => {
  const kernel = await kernelOnDatabase(await databases.init('SQLITE_3'), {
    config: {
      itsm: { definitions: { locations: [join(EXAMPLES, 'definitions')] } },
    },
  });
  await kernel.git.sync();
  expect((await kernel.problems.read()).items).toEqual([]);
  const { loads, entities } = partsOf(kernel);
  const counts = async (
    source: string,
    rows: { csv: string } | { json: unknown },
  ) => {
    const result = await loads.load(SYSTEM_CALLER, {
      source,
      rows,
      dryRun: false,
      complete: true,
      allowMany: false,
    });
    expect(result.problems).toEqual([]);
    return result;
  };
  expect(
    (await counts('inventory', { csv: read('servers.csv') })).counts.created,
  ).toBe(11);
  expect(
    (await counts('licences', { csv: read('licences.csv') })).counts.created,
  ).toBe(4);
  expect(
    (await counts('contracts', { csv: read('contracts.csv') })).counts.created,
  ).toBe(4);
  const machines = await counts('hypervisor', {
    json: JSON.parse(read('hypervisor.json')),
  });
  expect(machines.counts).toMatchObject({
    created: 1,
    updated: 1,
    unchanged: 1,
  });
  expect(machines.conflicts.map(c => [c.ref, c.key, c.source])).toEqual([
    ['resource:default/shop-node-1', 'memory', 'hypervisor'],
    ['resource:default/shop-node-2', 'owner', 'inventory'],
    ['resource:default/shop-node-2', 'serial', 'inventory'],
  ]);
  const { items } = await entities.page({});
  expect(items.filter(i => i.entity)).toHaveLength(20);
});
