import { useApi } from '@backstage/frontend-plugin-api';
import { assessmentRoutes, changeRoutes } from '@callboard/plugin-itsm-common';
import type {
  Assessment,
  CalendarChange,
  Change,
  ChangeDraftInput,
} from '@callboard/plugin-itsm-common';
import { itsmApiRef, useItsmQuery } from '@callboard/plugin-itsm-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Span } from '../../words/planned';

/** Somebody who picks a time is asked about when they have picked it. */
const PAUSE_MS = 250;

function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

function draftOf(change: Change, { start, end }: Span): ChangeDraftInput {
  const written = (text: string | undefined) => Boolean(text);
  return {
    id: change.number,
    changeType: (change.changeType ??
      'normal') as ChangeDraftInput['changeType'],
    affects: change.affects,
    serviceRef: change.serviceRef,
    expectedImpact: (change.expectedImpact ??
      'none') as ChangeDraftInput['expectedImpact'],
    plannedStart: start,
    plannedEnd: end,
    has: {
      plan: written(change.plan),
      testEvidence: written(change.testEvidence),
      rollbackPlan: written(change.rollbackPlan),
    },
  };
}

/** What is known of a change at another time than it is planned for. */
export function useNewTime(change: CalendarChange, to: Span, isValid: boolean) {
  const api = useApi(itsmApiRef);
  const record = useItsmQuery(changeRoutes.get, {
    params: { id: change.number },
    staleTime: 0,
  });
  const wanted = `${to.start} ${to.end}`;
  const settled = useSettled(wanted);
  const [start, end] = settled.split(' ');
  const draft = record.data && draftOf(record.data, { start, end });
  const assessed = useQuery<Assessment>({
    queryKey: ['itsm-move', draft],
    queryFn: ({ signal }) =>
      api.call(assessmentRoutes.assess, { body: draft!, signal }),
    enabled: Boolean(draft) && isValid && settled === wanted,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  return {
    record: record.data,
    loadRecord: record.refetch,
    assessment: assessed.data,
    error: assessed.error ?? record.error,
    isChecking:
      (record.isPending || assessed.isFetching || settled !== wanted) &&
      !assessed.error,
  };
}
