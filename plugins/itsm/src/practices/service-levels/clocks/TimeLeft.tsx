import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { serviceLevelRoutes } from '@callboard/plugin-itsm-common';
import { useItsmQuery } from '@callboard/plugin-itsm-react';
import { serviceLevelsTranslationRef } from '../translation';
import { clockName } from './clockName';
import { exactTime } from './dayTimes';
import { StandingPill } from './StandingPill';

/** How long the server is not asked again for the same page of a list. */
const FRESH_MS = 15_000;
/** Records whose clocks are asked for with one call. */
const AT_ONCE = 100;

/** The time that is left of a record in a list, by the clock that is nearest to its end. */
export function TimeLeft(props: { id: string; ids: readonly string[] }) {
  const { id, ids } = props;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  // Every row asks the same; it is one call, or one for each hundred of a long list.
  const from = Math.floor(Math.max(ids.indexOf(id), 0) / AT_ONCE) * AT_ONCE;
  const asked = ids.slice(from, from + AT_ONCE);
  const { data, dataUpdatedAt } = useItsmQuery(serviceLevelRoutes.listed, {
    query: { records: asked.join(',') },
    enabled: asked.length > 0,
    live: true,
    keepPrevious: true,
    staleTime: FRESH_MS,
  });
  const clock = data?.items.find(({ recordId }) => recordId === id);
  if (!data || !clock) return <></>;
  const name = clockName(clock, t);
  return (
    <StandingPill
      clock={clock}
      answered={{ at: data.at, receivedAt: dataUpdatedAt }}
      title={
        clock.dueAt
          ? `${name}: ${t('clocks.due', { at: exactTime(clock.dueAt) })}`
          : name
      }
    />
  );
}
