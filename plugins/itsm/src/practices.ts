import type { FrontendFeature } from '@backstage/frontend-plugin-api';

/** A practice's pages, loaded only if it is switched on. */
export interface PracticePages {
  /** The practice's folder, and its key in the config. */
  id: string;
  load: () => Promise<{ default: FrontendFeature }>;
}

/** The built-in practices, in the order of their tabs. */
export const practices: readonly PracticePages[] = [
  { id: 'portfolio', load: () => import('./practices/portfolio/plugin') },
  { id: 'incidents', load: () => import('./practices/incidents/plugin') },
  { id: 'cmdb', load: () => import('./practices/cmdb/plugin') },
  {
    id: 'service-levels',
    load: () => import('./practices/service-levels/plugin'),
  },
  { id: 'changes', load: () => import('./practices/changes/plugin') },
  { id: 'improvement', load: () => import('./practices/improvement/plugin') },
];

/** What two practices have to do with each other, loaded only if both are switched on. */
export interface Bridge {
  between: readonly [string, string];
  load: PracticePages['load'];
}

/** The bridges between built-in practices. */
export const bridges: readonly Bridge[] = [
  {
    between: ['cmdb', 'incidents'],
    load: () => import('./bridges/cmdb-explains-incidents/module'),
  },
  {
    between: ['service-levels', 'incidents'],
    load: () => import('./bridges/incidents-make-outages/module'),
  },
  {
    between: ['changes', 'incidents'],
    load: () => import('./bridges/incidents-and-changes/module'),
  },
];
