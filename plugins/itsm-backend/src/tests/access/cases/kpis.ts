import type { Case } from '../Case';
import * as needs from '../needs';
import { ACTION } from '../world';

const reader = needs.permitted('kpi.read');
const VOLUME = { key: 'incidents.volume' };
const BACKLOG = { key: 'incidents.backlog' };
const from = '2026-01-01T00:00:00.000Z';
const QUESTION = { kpi: VOLUME.key, from };
const MINE = { filter: 'serviceRef:component:default/checkout' };

const action = (name: string, body: object): Case => ({
  route: `${ACTION}${name}`,
  needs: reader,
  changesNothing: true,
  ask: () => ({ body }),
});

/** Key performance indicators. Which records are behind them, only those who may read the records see. */
export const kpiCases: Case[] = [
  { route: 'kpis.list', needs: reader },
  { route: 'kpis.get', needs: reader, ask: () => ({ params: VOLUME }) },
  {
    route: 'kpis.query',
    needs: reader,
    changesNothing: true,
    ask: () => ({
      body: {
        questions: [
          { ...QUESTION, grain: 'month' },
          { ...QUESTION, by: 'serviceRef' },
          { kpi: BACKLOG.key, from, by: 'ownerRef' },
          {
            ...QUESTION,
            by: 'ownerRef',
            where: { serviceRef: ['component:default/checkout'] },
          },
        ],
      },
    }),
  },
  {
    route: 'kpis.answer',
    needs: reader,
    ask: () => ({ params: VOLUME, query: { from, by: 'priority', ...MINE } }),
  },
  {
    route: 'kpis.explain',
    needs: reader,
    ask: () => ({ params: VOLUME, query: { from } }),
  },
  {
    route: 'kpis.records',
    needs: reader,
    ask: () => ({ params: VOLUME, query: { from } }),
  },
  {
    route: 'kpis.records',
    when: 'what is open',
    needs: reader,
    ask: () => ({ params: BACKLOG, query: { from } }),
  },
  {
    route: 'kpis.export',
    needs: reader,
    ask: () => ({ params: VOLUME, query: { from, by: 'serviceRef' } }),
  },
  {
    route: 'kpis.records.export',
    needs: reader,
    ask: () => ({ params: VOLUME, query: { from } }),
  },
  {
    route: 'kpis.heat-map',
    needs: reader,
    ask: () => ({ params: VOLUME, query: { from } }),
  },
  {
    route: 'kpis.ages',
    needs: reader,
    ask: () => ({ params: BACKLOG, query: { by: 'serviceRef' } }),
  },
  action('list-kpis', { practice: 'incidents' }),
  action('query-kpi', { ...QUESTION, by: 'serviceRef' }),
  action('explain-kpi', QUESTION),
];
