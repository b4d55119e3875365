import { impactRoutes } from '@callboard/plugin-itsm-common';
import { useItsmQuery } from '@callboard/plugin-itsm-react';
import { useMemo, useRef } from 'react';
import { ofDependencies, ofImpact, ofSinglePoints } from './answer';
import type { Answer, Question } from './answer';
import type { ImpactAddress } from './impactAddress';

/** More than anybody reads; the answer says how many there are. */
const MOST_ITEMS = 5000;
/** A larger answer is not asked for again by itself. */
const MOST_LIVE = 500;

/** The answer to a question about an item, as far as it is known, and what went wrong. */
export function useAnswer(
  ref: string,
  question: Question,
  { with: states, down }: Pick<ImpactAddress, 'with' | 'down'>,
) {
  const assumed = {
    with: states.join(',') || undefined,
    down: down.join(',') || undefined,
  };
  const all = { ref, limit: MOST_ITEMS, edges: 'true' };
  const size = useRef(0);
  const usual = { live: size.current <= MOST_LIVE, keepPrevious: true };
  const impact = useItsmQuery(impactRoutes.impact, {
    query: { ...all, ...assumed },
    enabled: question === 'impact',
    ...usual,
  });
  const dependencies = useItsmQuery(impactRoutes.dependencies, {
    query: all,
    enabled: question === 'dependencies',
    ...usual,
  });
  const points = useItsmQuery(impactRoutes.singlePoints, {
    query: { ref, ...assumed },
    enabled: question === 'singlePoints',
    ...usual,
  });
  const query = { impact, dependencies, singlePoints: points }[question];
  const answer = useMemo<Answer | undefined>(() => {
    if (question === 'impact') return impact.data && ofImpact(impact.data);
    if (question === 'dependencies')
      return dependencies.data && ofDependencies(dependencies.data);
    return points.data && ofSinglePoints(points.data);
  }, [question, impact.data, dependencies.data, points.data]);
  size.current = answer?.items.length ?? 0;
  return {
    // One about another item is none, even if it is the previous one.
    answer: answer?.asked.some(item => item.ref === ref) ? answer : undefined,
    error: query.error,
    isPrevious: query.isPlaceholderData,
    refetch: query.refetch,
  };
}
