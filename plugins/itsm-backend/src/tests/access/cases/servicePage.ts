import type { Case } from '../Case';
import * as needs from '../needs';

/**
 * The page of a service is told by all practices: what of it is not for somebody is not on it, which the
 * probes try, and nobody is refused the rest for that.
 */
export const servicePageCases: Case[] = [
  {
    route: 'portfolio.service-page',
    needs: needs.permitted('portfolio.read'),
    ask: () => ({
      params: { kind: 'component', namespace: 'default', name: 'checkout' },
    }),
  },
];
