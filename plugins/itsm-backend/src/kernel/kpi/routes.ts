import {
  kpiRoutes as contracts,
  type KpiQuery,
  type KpiQuestion,
} from '@callboard/plugin-itsm-common';
import type {
  Clock,
  CsvAnswers,
  PracticeRouter,
} from '@callboard/plugin-itsm-node';
import { DateTime } from 'luxon';
import type { AuthorizedKpis } from './AuthorizedKpis';
import { exportKpi } from './exportKpi';

/** Mounts numbers: parse, call, answer. */
export function mountKpiRoutes(
  router: PracticeRouter,
  deps: { kpis: AuthorizedKpis; csv: CsvAnswers; clock: Clock },
): void {
  const { kpis, csv, clock } = deps;
  const question = (
    kpi: string,
    { from, to, filter, ...rest }: Partial<KpiQuery>,
  ): KpiQuestion => ({
    kpi,
    from: from ?? yearBefore(to, clock.now()),
    ...(to !== undefined && { to }),
    ...(filter && { where: filter }),
    ...rest,
  });

  router.route(contracts.list, ({ caller, query }) =>
    kpis.list(caller, query.practice),
  );
  router.route(contracts.query, async ({ caller, body }) => ({
    answers: await kpis.query(caller, body.questions),
  }));
  router.route(contracts.get, ({ caller, params }) =>
    kpis.get(caller, params.key),
  );
  router.route(contracts.answer, ({ caller, params, query }) =>
    kpis.answer(caller, question(params.key, query)),
  );
  router.route(contracts.explain, ({ caller, params, query }) =>
    kpis.explain(caller, question(params.key, query)),
  );
  router.route(contracts.records, ({ caller, params, query }) => {
    const { part, limit, cursor, ...asked } = query;
    return kpis.records(caller, question(params.key, asked), {
      ...{ part, limit, cursor },
    });
  });
  router.route(contracts.export, async ({ caller, params, query, raw }) => {
    const { bom, ...asked } = query;
    const answer = await kpis.answer(caller, question(params.key, asked));
    const info = await kpis.get(caller, params.key);
    await csv.write(raw.response, {
      name: params.key,
      ...exportKpi(info, answer, asked.by),
      bom,
    });
    return undefined;
  });
  router.route(
    contracts.exportRecords,
    async ({ caller, params, query, raw }) => {
      const { bom, part, ...asked } = query;
      const opened = await kpis.exportRecords(
        caller,
        question(params.key, asked),
        part,
      );
      await csv.write(raw.response, {
        name: `${params.key}.records`,
        ...opened,
        bom,
      });
      return undefined;
    },
  );
  router.route(contracts.heatMap, ({ caller, params, query }) =>
    kpis.heatMap(caller, question(params.key, query)),
  );
  router.route(contracts.ages, ({ caller, params, query }) => {
    const { asOf, ...asked } = query;
    const at = Math.min(asOf ? Date.parse(asOf) : clock.now(), clock.now());
    return kpis.ages(
      caller,
      question(params.key, { ...asked, to: new Date(at).toISOString() }),
      at,
    );
  });
}

/** Who names no beginning asks for a year. */
function yearBefore(to: string | undefined, now: number): string {
  const end = to === undefined ? now : Date.parse(to);
  return DateTime.fromMillis(end, { zone: 'utc' })
    .minus({ years: 1 })
    .toUTC()
    .toISO({ suppressMilliseconds: false })!;
}
