import { monthAfter } from '@callboard/plugin-itsm-common';
import type { ServiceCheck } from '@callboard/plugin-itsm-node';
import type { OfferedCosts } from './costs/OfferedCosts';

/** Whether it is known what a service costs. */
export const costCheck = (costs: OfferedCosts): ServiceCheck => ({
  key: 'cost',
  label: 'Cost',
  why: 'Without its cost nobody can say whether a service is worth it.',
  remedy:
    'Write down or import what it costs a month, or a line of its cost model.',
  path(ref) {
    const [kind, rest] = ref.split(':');
    return `/itsm/portfolio/costs/${kind}/${rest}`;
  },
  weight: 3,
  async read(services) {
    const refs = services.map(({ ref }) => ref);
    const last = costs.lastMonth();
    const [now, before] = await Promise.all([
      costs.monthly(refs, last),
      // Who books late is not asked again each month.
      costs.monthly(refs, monthAfter(last, -1)),
    ]);
    return new Map(
      refs.flatMap(ref => {
        if (!now.has(ref) && !before.has(ref)) return [];
        // How much it is is for those who may read costs; who reads checks need not.
        return [[ref, { state: 'met' as const, words: 'It is known' }]];
      }),
    );
  },
});
