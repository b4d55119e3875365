import {
  beginAfter,
  beginOf,
  comparedPeriod,
  KPI_BASES,
  KPI_STATISTICS,
  pointsOf,
} from '@callboard/plugin-itsm-common';
import type {
  KpiGrain,
  KpiInfo,
  KpiQuestion,
  Period,
  QueryValues,
} from '@callboard/plugin-itsm-common';
import { useUrlValues } from '@callboard/plugin-itsm-react';
import { useMemo, useState } from 'react';
import { keptParam, readKept, writeKept } from '../addresses';
import type { Kept } from '../addresses';
import { readPeriod } from './period';
import { isAdditive } from './told';

/** Groups that a breakdown shows. */
const TOP = 20;
/** The worst are found among so many: the server tells those first that there is most of. */
const TOP_COMPARED = 100;
const COMPARES = ['before', 'year'] as const;
export type Compare = (typeof COMPARES)[number];

/** The time whose points stand in the places of those of a period: a year ago, or as many right before. */
function earlierOf(
  told: Period,
  compare: Compare,
  grain: KpiGrain,
  zone: string,
): Period {
  if (compare === 'year') return comparedPeriod(told, compare, zone);
  const { length } = pointsOf(told, grain, zone);
  return {
    from: beginAfter(told.from, grain, zone, -length),
    to: beginOf(told.from, grain, zone),
  };
}

/** What an address asks of a number. */
export function useKpiQuestion(info: KpiInfo, zone: string) {
  const url = useUrlValues();
  // Periods up to now begin where they did when the page was opened.
  const [now] = useState(() => Date.now());
  return useMemo(() => {
    const word = (name: string) => url.get(name);
    const period = readPeriod(
      { period: word('period'), from: word('from'), to: word('to') },
      zone,
      now,
    );
    const one = <T extends string>(all: readonly T[], name: string) =>
      all.find(each => each === word(name));
    const grain = one(info.grains, 'grain') ?? period.grain;
    const kept: Kept = Object.fromEntries(
      info.dimensions.flatMap(({ key }) => {
        const values = readKept(word(keptParam(key)));
        return values.length > 0 ? [[key, values]] : [];
      }),
    );
    const hasKept = Object.keys(kept).length > 0;
    const where = hasKept
      ? (Object.fromEntries(
          Object.entries(kept).map(([key, values]) => [key, [...values]]),
        ) as KpiQuestion['where'])
      : undefined;
    const basis = info.bases.find(each => each === one(KPI_BASES, 'basis'));
    const version = info.versions.find(
      each => each.askable && String(each.version) === word('version'),
    )?.version;
    const counted = {
      ...(basis && basis !== info.basis ? { basis } : {}),
      ...(version && version !== info.version ? { version } : {}),
    };
    const statistic = info.statistics?.find(
      each => each === one(KPI_STATISTICS, 'statistic'),
    );
    const time = { from: period.from, ...(period.to ? { to: period.to } : {}) };
    const base = {
      kpi: info.key,
      ...counted,
      ...(where ? { where } : {}),
      ...(statistic ? { statistic } : {}),
    };
    const compare = one(COMPARES, 'compare');
    const told = {
      from: Date.parse(period.from),
      to: period.to ? Date.parse(period.to) : now,
    };
    const earlier = compare && earlierOf(told, compare, grain, zone);
    const by =
      info.dimensions.find(({ key }) => key === word('by')) ??
      info.dimensions.find(({ key }) => !kept[key]) ??
      info.dimensions[0];
    const before = info.versions.find(
      each => each.askable && each.version < (version ?? info.version),
    );
    const wasChanged =
      !version && before && info.since && info.since > period.from;
    const main: KpiQuestion = {
      ...base,
      ...time,
      grain,
      ...(compare ? { compare } : {}),
    };
    return {
      url,
      period,
      grain,
      kept,
      compare,
      by,
      statistic: statistic ?? info.statistic,
      basis: basis ?? info.basis,
      version: version ?? info.version,
      /** The number with its course. */
      main,
      /** The same by a dimension. */
      groups:
        by &&
        ({
          ...base,
          ...time,
          by: by.key,
          top: isAdditive(info, statistic ?? info.statistic)
            ? TOP
            : TOP_COMPARED,
        } as KpiQuestion),
      /** The course of what it is compared with. */
      earlier:
        earlier &&
        ({
          ...base,
          from: new Date(earlier.from).toISOString(),
          to: new Date(earlier.to).toISOString(),
          grain,
        } as KpiQuestion),
      /** The course by the definition that held before, where that changed in this time. */
      before:
        wasChanged && before
          ? ({
              ...base,
              ...time,
              grain,
              version: before.version,
            } as KpiQuestion)
          : undefined,
      /** The same in an address, for what is asked about the number. */
      query: {
        ...time,
        ...counted,
        filter: Object.entries(kept).map(([key, values]) => [
          `${key}:${values[0]}`,
          ...values.slice(1),
        ]),
      } as QueryValues,
      keep: (dimension: string, values: readonly string[]) =>
        url.set({
          [keptParam(dimension)]: writeKept(values) || undefined,
          at: undefined,
          cursor: undefined,
        }),
    };
  }, [info, zone, now, url]);
}
export type AskedOfKpi = ReturnType<typeof useKpiQuestion>;
