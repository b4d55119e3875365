import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import { improvementRouteRef } from './routes';

const part = encodeURIComponent;

/** What a dashboard is of. */
export type DashboardSubject =
  | { of: 'practice'; practice: string }
  | { of: 'service'; ref: string }
  | { of: 'team'; ref: string };

/** Filters of a number's page by dimension. */
export type Kept = Readonly<Record<string, readonly string[]>>;

/** How a dimension's values stand in an address: an entity has no comma, a word may have one. */
export const keptParam = (dimension: string) => `f.${dimension}`;
export const writeKept = (values: readonly string[]) =>
  values.map(part).join(',');
export const readKept = (text: string) =>
  text.split(',').filter(Boolean).map(decodeURIComponent);

/** Where the pages of continual improvement stand. */
export function useImprovementAddresses() {
  const base = useRouteRef(improvementRouteRef)?.() ?? '';
  return useMemo(
    () => ({
      home: base,
      kpis: (values: Readonly<Record<string, string>> = {}) => {
        const search = new URLSearchParams(values).toString();
        return `${base}/kpis${search ? `?${search}` : ''}`;
      },
      /** A number, of what the filters keep. */
      kpi: (key: string, kept: Kept = {}) => {
        const search = new URLSearchParams();
        for (const [dimension, values] of Object.entries(kept)) {
          if (values.length > 0)
            search.set(keptParam(dimension), writeKept(values));
        }
        const text = search.toString();
        return `${base}/kpis/${part(key)}${text ? `?${text}` : ''}`;
      },
      dashboard: (subject: DashboardSubject) => {
        if (subject.of === 'practice')
          return `${base}/practices/${part(subject.practice)}`;
        const [kind, namespace, name] = subject.ref.split(/[:/]/).map(part);
        return subject.of === 'team'
          ? `${base}/teams/${namespace}/${name}`
          : `${base}/services/${kind}/${namespace}/${name}`;
      },
    }),
    [base],
  );
}
