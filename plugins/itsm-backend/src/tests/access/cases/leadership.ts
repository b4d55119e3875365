import type { Asks, Call, Case } from '../Case';
import * as needs from '../needs';

const reader = needs.permitted('kpi.read');

/** Both initiatives of the scene are under way. */
const underWay = async ({ record, make }: Asks): Promise<Call> => {
  await make.initiative(record);
  await make.initiative(make.other);
  return {};
};

/** What leadership looks at. Which initiatives are under way, only those who may read them see. */
export const leadershipCases: Case[] = [
  { route: 'improvement.overview', needs: reader, ask: underWay },
  {
    route: 'improvement.overview',
    when: 'as of a day',
    needs: reader,
    ask: () => ({ query: { asOf: '2026-01-31', months: '24' } }),
  },
  { route: 'improvement.overview.export', needs: reader },
  {
    route: 'improvement.digest.subscribe',
    needs: needs.permittedPeople('kpi.read'),
  },
  { route: 'improvement.digest.unsubscribe', needs: reader },
];
