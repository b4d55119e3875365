import type { SweptRoute } from './asking';
import { HIDDEN, TYPES, type Filed } from './scene';

/** Queries beside none, by the name of the route; all that is asked where a query is needed. */
export const QUERIES: Record<string, readonly string[]> = {
  'costs.lines.list': [
    `?service=${HIDDEN}`,
    '?service=component:default/checkout',
  ],
  'portfolioServices.standings': ['?ids=SVC-1001,SVC-1002'],
  'alignment.records': ['', '?days=700&limit=200'],
  'records.list': ['?total=true&limit=200'],
  search: ['?q=title', '?q=zhidden', '?q=zrequester'],
  'definitions.list': ['?removed=true', '?kind=offering', '?q=zhidden'],
  'definitions.diff': ['?from=1&to=1'],
};
/** What tells of now. */
export const OTHERS = [
  'service-levels.attainment',
  'service-levels.attainment.trend',
];
/** Where records of a type are asked for one by one. */
const PATHS: Record<(typeof TYPES)[number], string> = {
  service: '/portfolio/records/',
  'business-objective': '/portfolio/objectives/',
  demand: '/portfolio/demand/',
  trend: '/portfolio/trends/',
  risk: '/portfolio/risks/',
  supplier: '/portfolio/suppliers/',
  contract: '/portfolio/contracts/',
};

/** What stands for the parameters of a route, where it is about what was filed. */
export const placesOf =
  (filed: Filed, candidates: string[]) =>
  ({ path }: SweptRoute): Record<string, string[]> => {
    const { records, change, keyResult } = filed;
    const all = TYPES.map(type => records[type].number);
    const idOf = () => {
      const type = TYPES.find(t => path.startsWith(PATHS[t]));
      if (type) return [records[type].number];
      if (path.startsWith('/portfolio/risk-candidates/')) return candidates;
      if (path.startsWith('/changes/')) return [change];
      if (/^\/(records|portfolio\/served)\//.test(path))
        return [...all, change];
      return undefined;
    };
    const id = idOf();
    return {
      ...(id ? { id } : {}),
      ...(path.startsWith('/portfolio/')
        ? {
            kind: ['component', 'system'],
            namespace: ['default'],
            name: ['checkout', 'shop', 'ledger', 'wallet', 'zhidden'],
            key: ['zopen-key', 'zhidden-key'],
          }
        : {}),
      ...(path.startsWith('/definitions/')
        ? {
            kind: ['offering', 'cost-sharing'],
            key: ['zhidden-key'],
            version: ['1'],
          }
        : {}),
      keyResult: [keyResult],
    };
  };
