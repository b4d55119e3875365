import { useApi } from '@backstage/frontend-plugin-api';
import { kpiRoutes, MOST_QUESTIONS } from '@callboard/plugin-itsm-common';
import type { KpiAnswer, KpiQuestion } from '@callboard/plugin-itsm-common';
import {
  ITSM_QUERY_ROOT,
  itsmApiRef,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';

/** How long an answer is not asked for again. */
const KEPT_MS = 60_000;
/** How soon it is asked again while it is still being counted. */
const CATCH_UP_MS = 5_000;

/** All numbers there are, and the zone of their days. */
export function useKpiList() {
  return useItsmQuery(kpiRoutes.list, { staleTime: KEPT_MS });
}

function chunksOf<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let i = 0; i < items.length; i += size)
    chunks.push(items.slice(i, i + size));
  return chunks;
}

/** Whether an answer has not counted all that happened. */
export const isBehind = (answer: KpiAnswer) =>
  answer.rebuilding || answer.unread > 0;

/** Answers to questions, in their order: one request for up to 40 of them. None asks nothing. */
export function useKpiAnswers(questions: readonly KpiQuestion[]) {
  const api = useApi(itsmApiRef);
  return useQuery({
    queryKey: [ITSM_QUERY_ROOT, kpiRoutes.query.name, questions],
    queryFn: async ({ signal }): Promise<KpiAnswer[]> => {
      const pages = await Promise.all(
        chunksOf(questions, MOST_QUESTIONS).map(chunk =>
          api.call(kpiRoutes.query, { body: { questions: chunk }, signal }),
        ),
      );
      return pages.flatMap(({ answers }) => answers);
    },
    enabled: questions.length > 0,
    staleTime: KEPT_MS,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.some(isBehind) ? CATCH_UP_MS : false,
  });
}
