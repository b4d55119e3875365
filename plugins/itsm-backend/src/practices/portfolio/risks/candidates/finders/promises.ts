import type { InfeasiblePromise } from '@callboard/plugin-itsm-node';
import {
  impactOfTier,
  titleOf,
  type FinderTools,
  type FoundRisk,
} from './model';

/** Finds promises that what is behind the service does not allow. */
export const infeasiblePromises = (
  promises: readonly InfeasiblePromise[],
  tools: FinderTools,
): FoundRisk[] =>
  promises.map(({ id, entityRef, source, excess, promised }) => {
    const thing = tools.things.get(entityRef);
    const name = titleOf(tools, entityRef);
    const times = excess === undefined ? 1 : Math.round(excess * 100) / 100;
    return {
      finder: 'infeasible-promise',
      subject: `${entityRef} ${id}`,
      severity: times,
      likelihood: 4,
      impact: Math.min(3, impactOfTier(thing?.tier)),
      title: `${name} cannot keep ${
        promised ? `its promised ${promised}` : 'what it promises'
      }: ${source}`,
      why: 'Even if everybody behind it keeps what they promise, this promise is missed.',
      remedy:
        'Promise less, agree on more with those behind it, or make it redundant.',
      serviceRef: entityRef,
      ownerRef: thing?.ownerRef,
      entities: [entityRef],
      facts: [
        { label: 'Promise', value: source },
        ...(excess === undefined
          ? []
          : [{ label: 'What is promised, times', value: `${times}` }]),
      ],
      path: `/itsm/service-levels/feasibility/${entityRef
        .replace(':', '/')
        .toLocaleLowerCase('en-US')}`,
    };
  });
