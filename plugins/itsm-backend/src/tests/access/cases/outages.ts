import type { Asks, Case } from '../Case';
import * as needs from '../needs';

const reader = needs.permitted('service-levels.read');
const keeper = needs.permitted('service-levels.update');
const entityRef = 'component:default/checkout';
const hourAgo = () => new Date(Date.now() - 3_600_000).toISOString();

const ofRecord = async ({ make, record }: Asks) => ({
  params: { id: await make.outage(record) },
});
const ofNone = async ({ make }: Asks) => ({
  params: { id: await make.outage() },
});

/** What is done to an outage, of a record and of none. */
const both = (
  verb: 'correct' | 'end' | 'withdraw' | 'restore',
  body?: object,
): Case[] => [
  {
    route: `service-levels.outages.${verb}`,
    when: 'it belongs to the record',
    needs: needs.work,
    ask: async asks => ({ ...(await ofRecord(asks)), body }),
  },
  {
    route: `service-levels.outages.${verb}`,
    when: 'it belongs to no record',
    needs: keeper,
    ask: async asks => ({ ...(await ofNone(asks)), body }),
  },
];

/** When services were not there, and who says so. */
export const outageCases: Case[] = [
  {
    route: 'service-levels.outages.list',
    needs: reader,
    ask: async ({ make, record }) => {
      await make.outage(record);
      return { query: { entity: entityRef } };
    },
  },
  {
    route: 'service-levels.outages.export',
    needs: reader,
    ask: async ({ make, record }) => {
      await make.outage(record);
      return { query: { entity: entityRef } };
    },
  },
  {
    route: 'service-levels.outages.availability',
    needs: reader,
    ask: () => ({
      query: {
        entity: entityRef,
        from: hourAgo(),
        to: new Date().toISOString(),
      },
    }),
  },
  { route: 'service-levels.outages.get', needs: reader, ask: ofRecord },
  {
    route: 'service-levels.outages.record',
    when: 'it belongs to the record',
    needs: needs.work,
    ask: ({ record }) => ({
      body: { entityRef, begin: hourAgo(), record: record.number },
    }),
  },
  {
    route: 'service-levels.outages.record',
    when: 'it belongs to no record',
    needs: keeper,
    ask: () => ({ body: { entityRef, begin: hourAgo() } }),
  },
  ...both('correct', { kind: 'degradation' }),
  ...both('end', {}),
  ...both('withdraw'),
  ...both('restore'),
];
