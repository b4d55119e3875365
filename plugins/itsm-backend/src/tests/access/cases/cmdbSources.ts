import type { Asks, Case } from '../Case';
import * as needs from '../needs';

const importer = needs.admin('cmdb.import');
const reader = needs.permitted('cmdb.read');
const ref = 'component:default/checkout';

/** Classes of the service of the scene and of what is loaded, and a source. */
async function define({ make }: Asks): Promise<void> {
  const attributes = [{ key: 'serial', label: 'Serial number' }];
  const identification = [['serial'], ['name']];
  await make.definition('ci-class', 'access-service', {
    name: 'Service',
    appliesTo: [{ kind: 'component' }],
    attributes,
    identification,
  });
  await make.definition('ci-class', 'access-server', {
    name: 'Server',
    attributes,
    identification,
  });
  await make.definition('ci-source', 'access', {
    name: 'Spreadsheet',
    class: 'access-server',
    columns: [
      { from: 'Name', to: 'name' },
      { from: 'Serial', to: 'serial' },
    ],
  });
}

const csv = { type: 'text/csv', body: 'Name,Serial\nnew-1,S1\nnew-2,\n' };

/** What is not in Git: who brings it in, and who notes what of it. */
export const cmdbSourceCases: Case[] = [
  { route: 'cmdb.classes.list', needs: reader, ask: () => ({}) },
  {
    route: 'cmdb.attributes.get',
    needs: reader,
    ask: () => ({ query: { ref } }),
  },
  {
    route: 'cmdb.attributes.update',
    needs: needs.ciOwners,
    async ask(asks) {
      await define(asks);
      return { body: { ref, values: { serial: `S-${asks.caller.name}` } } };
    },
  },
  { route: 'cmdb.sources.list', needs: importer, ask: () => ({}) },
  {
    route: 'cmdb.sources.load',
    when: 'to see what would happen',
    needs: importer,
    changesNothing: true,
    async ask(asks) {
      await define(asks);
      return {
        params: { source: 'access' },
        query: { dryRun: 'true' },
        text: csv,
      };
    },
  },
  {
    route: 'cmdb.sources.load',
    needs: importer,
    async ask(asks) {
      await define(asks);
      return { params: { source: 'access' }, text: csv };
    },
  },
  { route: 'cmdb.loads.list', needs: importer, ask: () => ({}) },
  {
    route: 'cmdb.loads.get',
    needs: importer,
    ask: async ({ make }) => ({ params: { id: await make.ciLoad() } }),
  },
  { route: 'cmdb.duplicates.list', needs: importer, ask: () => ({}) },
  {
    route: 'cmdb.duplicates.dismiss',
    needs: importer,
    ask: async ({ make }) => ({ params: { id: await make.ciDuplicate() } }),
  },
  {
    route: 'cmdb.items.merge',
    needs: importer,
    async ask({ make }) {
      const [keep, merge] = [await make.ciItem(), await make.ciItem()];
      return { body: { keepRef: keep.ref, mergeRef: merge.ref } };
    },
  },
  {
    route: 'cmdb.items.undo-merge',
    needs: importer,
    async ask({ make }) {
      const keep = await make.ciItem();
      const merged = await make.ciItem({
        state: 'merged',
        merged_into: keep.id,
      });
      return { body: { mergeRef: merged.ref } };
    },
  },
  {
    route: 'cmdb.items.retire',
    needs: importer,
    ask: async ({ make }) => ({ body: { ref: (await make.ciItem()).ref } }),
  },
  {
    route: 'cmdb.items.restore',
    needs: importer,
    ask: async ({ make }) => ({
      body: {
        ref: (await make.ciItem({ state: 'retired', retired_by: 'hand' })).ref,
      },
    }),
  },
  { route: 'cmdb.entities', needs: needs.catalogPlugin, ask: () => ({}) },
];
