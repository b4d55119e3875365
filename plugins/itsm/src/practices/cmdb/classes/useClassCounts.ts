import { useApi } from '@backstage/frontend-plugin-api';
import { cmdbItemRoutes } from '@callboard/plugin-itsm-common';
import type { CiClassView, CiCount } from '@callboard/plugin-itsm-common';
import { itsmApiRef } from '@callboard/plugin-itsm-react';
import { useQuery } from '@tanstack/react-query';

/** So many questions are counted with one call. */
const AT_ONCE = 20;
const KEPT_MS = 60_000;

/** What the list of items is asked for to show those of a class: its kinds and types. */
export function classQuestion(
  ciClass: Pick<CiClassView, 'type' | 'appliesTo'>,
): { kind: string; type?: string } {
  const { appliesTo } = ciClass;
  const kinds = new Set(['resource', ...appliesTo.map(a => a.kind)]);
  const types = new Set([
    ciClass.type,
    ...appliesTo.flatMap(a => a.type ?? []),
  ]);
  const ofAnyType = appliesTo.some(a => a.type === undefined);
  return {
    kind: [...kinds].join(','),
    ...(!ofAnyType && { type: [...types].join(',') }),
  };
}

/** How many items there are of each class, by its key; unknown as long as it is counted. */
export function useClassCounts(
  classes: readonly CiClassView[],
): Readonly<Record<string, CiCount>> | undefined {
  const api = useApi(itsmApiRef);
  const { data } = useQuery({
    queryKey: ['itsm-class-counts', classes.map(classQuestion)],
    enabled: classes.length > 0,
    staleTime: KEPT_MS,
    queryFn: async ({ signal }) => {
      const found: Record<string, CiCount> = {};
      for (let i = 0; i < classes.length; i += AT_ONCE) {
        const some = classes.slice(i, i + AT_ONCE);
        const { counts } = await api.call(cmdbItemRoutes.counts, {
          body: {
            queries: Object.fromEntries(
              some.map(c => [c.key, classQuestion(c)]),
            ),
          },
          signal,
        });
        Object.assign(found, counts);
      }
      return found;
    },
  });
  return data;
}
