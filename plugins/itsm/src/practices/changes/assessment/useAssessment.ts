import { useApi } from '@backstage/frontend-plugin-api';
import { assessmentRoutes } from '@callboard/plugin-itsm-common';
import type {
  Assessment,
  ChangeDraftInput,
} from '@callboard/plugin-itsm-common';
import { itsmApiRef, useItsmQuery } from '@callboard/plugin-itsm-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

/** While somebody writes or chooses, it is asked once they pause. */
const PAUSE_MS = 350;

/** A change to be assessed: as it is described, or as it is filed. */
export type Assessed =
  | { draft: ChangeDraftInput; changeId?: undefined }
  | { changeId: string; draft?: undefined };

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** Whether there is anything to assess. */
export const namesSomething = ({ draft }: Assessed) =>
  !draft || (draft.affects ?? []).length > 0 || Boolean(draft.serviceRef);

/** What is known of a change. What was known stays until it is known anew. */
export function useAssessment(assessed: Assessed) {
  const { changeId, draft } = assessed;
  const api = useApi(itsmApiRef);
  // Compared as text: a form makes a new object each time it is drawn.
  const now = JSON.stringify(draft ?? {});
  const asked = useSettled(now);
  const described = useQuery<Assessment>({
    queryKey: ['itsm-assessment', asked],
    queryFn: ({ signal }) =>
      api.call(assessmentRoutes.assess, { body: JSON.parse(asked), signal }),
    enabled: changeId === undefined && namesSomething(assessed),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  const filed = useItsmQuery(assessmentRoutes.assessment, {
    params: { id: changeId ?? '' },
    enabled: changeId !== undefined,
    live: true,
    keepPrevious: true,
  });
  const { data, error, isFetching, refetch } =
    changeId === undefined ? described : filed;
  return {
    data,
    error,
    refetch,
    isUpdating:
      Boolean(data) && changeId === undefined && (isFetching || asked !== now),
  };
}
