import { useRouteRef } from '@backstage/frontend-plugin-api';
import { surveyRoutes } from '@callboard/plugin-itsm-common';
import { useItsmQuery, useUrlValues } from '@callboard/plugin-itsm-react';
import { DateTime } from 'luxon';
import { surveysRouteRef } from '../routes';

/** How many months back people may look. */
export const MONTHS = ['3', '6', '12', '24'] as const;
type Months = (typeof MONTHS)[number];

const USUAL: Months = '12';

/** What the address says is shown. */
export function useShown() {
  const url = useUrlValues();
  const base = useRouteRef(surveysRouteRef)?.() ?? '';
  const months = MONTHS.find(one => one === url.get('months')) ?? USUAL;
  const hrefOf = (values: { survey?: string; months?: string }) => {
    const search = new URLSearchParams();
    if (values.survey) search.set('survey', values.survey);
    if (values.months && values.months !== USUAL)
      search.set('months', values.months);
    const text = search.toString();
    return text ? `${base}?${text}` : base;
  };
  return {
    survey: url.get('survey') || undefined,
    cursor: url.get('cursor') || undefined,
    months,
    hrefOf,
    turn: (cursor: string | undefined) => url.set({ cursor }),
  };
}

/** The first of so many months up to this one. The server knows its zone; this one is near enough. */
export const firstMonth = (months: string, now: number): string =>
  DateTime.fromMillis(now, { zone: 'utc' })
    .startOf('month')
    .minus({ months: Number(months) - 1 })
    .toFormat('yyyy-MM');

export const useSurveyList = () => useItsmQuery(surveyRoutes.list, {});

export const useSurveyResults = (key: string, months: string) =>
  useItsmQuery(surveyRoutes.results, {
    params: { key },
    query: { from: firstMonth(months, Date.now()) },
    keepPrevious: true,
  });

export const useSurveyComments = (key: string, cursor: string | undefined) =>
  useItsmQuery(surveyRoutes.comments, {
    params: { key },
    query: { cursor, limit: 20 },
    keepPrevious: true,
  });
