import type { KpiAnswer, KpiQuestion } from '@callboard/plugin-itsm-common';
import { readFileSync } from 'fs';
import { setTimeout as sleep } from 'timers/promises';
import { gunzipSync } from 'zlib';
import { startDatabase } from '../database';
import type { Drill } from '../DrillDefinition';
import { startPortal, type BenchPortal } from '../portal';

const HOUR = 3_600_000;
/** What rollups may be off by where they say that they are not exact. */
const MOST_OFF = 0.01;
/** All that the log tells of lies within. */
const PERIOD = { from: '2016-01-01T00:00:00Z', to: '2018-01-01T00:00:00Z' };

/** What is known of the log of 141,712 events and 24,918 incidents, by facts that it states. */
interface Known {
  what: string;
  ask: Omit<KpiQuestion, 'from' | 'to'>;
  /** In hours, percent, or as it is. */
  in: 'hours' | 'percent' | 'number';
  digits: number;
  known: number;
  /** The answer's number of facts, where it is known too. */
  of?: number;
}

const stated = { basis: 'stated' } as const;
const KNOWN: readonly Known[] = [
  {
    what: 'incidents',
    ask: { kpi: 'incidents.volume' },
    in: 'number',
    digits: 0,
    known: 24_918,
  },
  {
    what: 'by phone',
    ask: { kpi: 'incidents.volume', where: { channel: ['phone'] } },
    in: 'number',
    digits: 0,
    known: 24_688,
  },
  {
    what: 'reopened',
    ask: { kpi: 'incidents.reopened', ...stated },
    in: 'percent',
    digits: 2,
    known: 1.1,
    of: 24_918,
  },
  {
    what: 'never reassigned',
    ask: { kpi: 'incidents.never-reassigned', ...stated },
    in: 'percent',
    digits: 2,
    known: 54.37,
    of: 24_918,
  },
  {
    what: 'reassignments, mean',
    ask: { kpi: 'incidents.reassignments', statistic: 'mean', ...stated },
    in: 'number',
    digits: 3,
    known: 0.94,
    of: 24_918,
  },
  {
    what: 'reassignments, most',
    ask: { kpi: 'incidents.reassignments', statistic: 'max', ...stated },
    in: 'number',
    digits: 0,
    known: 27,
  },
  {
    what: 'time to resolve, median',
    ask: { kpi: 'incidents.time-to-resolve', statistic: 'median', ...stated },
    in: 'hours',
    digits: 2,
    known: 22.1,
    of: 23_362,
  },
  {
    what: 'time to resolve, mean',
    ask: { kpi: 'incidents.time-to-resolve', statistic: 'mean', ...stated },
    in: 'hours',
    digits: 2,
    known: 178.17,
  },
  {
    what: 'time to resolve, 90th percentile',
    ask: { kpi: 'incidents.time-to-resolve', statistic: 'p90', ...stated },
    in: 'hours',
    digits: 2,
    known: 381.55,
  },
  {
    what: 'ever awaiting',
    ask: { kpi: 'incidents.ever-waiting' },
    in: 'percent',
    digits: 2,
    known: 23.38,
    of: 24_918,
  },
  {
    what: 'service level made',
    ask: { kpi: 'incidents.stated-sla' },
    in: 'percent',
    digits: 2,
    known: 63.42,
    of: 24_918,
  },
];

const SCALE = { hours: HOUR, percent: 0.01, number: 1 } as const;

async function ask(
  portal: BenchPortal,
  questions: readonly KpiQuestion[],
): Promise<KpiAnswer[]> {
  const { answers } = await portal.send('POST', '/kpis/query', { questions });
  return answers;
}

/** Waits until the rollups have read all that was imported. */
async function counted(portal: BenchPortal): Promise<void> {
  for (;;) {
    const [answer] = await ask(portal, [
      { kpi: 'incidents.volume', ...PERIOD },
    ]);
    if (answer.unread === 0 && !answer.rebuilding) return;
    await sleep(500);
  }
}

/**
 * Imports the real log into PostgreSQL and asks the real KPIs what is known of it:
 * `npm run drill -- kpis --log=FILE`. Asked one by one, percentiles below 100,000 values are exact:
 * all must be as it is known, the months must add up to the whole, and what the facts say must be what the
 * rollups say.
 */
export const kpis: Drill = {
  name: 'kpis',
  description:
    'imports a real service-desk log and checks what the KPIs answer (--log=FILE)',
  async run(options, say) {
    if (!options.log) throw new Error('Name the log with --log=FILE');
    const file = readFileSync(options.log);
    const csv = (
      options.log.endsWith('.gz') ? gunzipSync(file) : file
    ).toString('utf8');
    const database = await startDatabase();
    let holds = true;
    const check = (fits: boolean, line: string) => {
      holds &&= fits;
      say(`${fits ? 'ok   ' : 'WRONG'} ${line}`);
    };
    let portal: BenchPortal | undefined;
    try {
      portal = await startPortal(await database.fresh());
      const began = performance.now();
      const seconds = () => ((performance.now() - began) / 1000).toFixed(1);
      const imported = await portal.importCsv(csv);
      say(`imported ${imported.imported} events in ${seconds()} s`);
      await counted(portal);
      say(`counted after ${seconds()} s`);

      // One by one, as the page of a number asks: exact as far as they are then.
      const answers: KpiAnswer[] = [];
      for (const { ask: question } of KNOWN)
        answers.push(...(await ask(portal, [{ ...question, ...PERIOD }])));
      KNOWN.forEach(({ what, in: unit, digits, known, of }, i) => {
        const { value = NaN, count, exact } = answers[i].total;
        const found = value / SCALE[unit];
        const fits = exact
          ? found.toFixed(digits) === known.toFixed(digits)
          : Math.abs(found / known - 1) <= MOST_OFF;
        const among = of === undefined || of === count;
        check(
          fits && among,
          `${what}: ${found.toFixed(
            digits,
          )} of ${count} (known: ${known.toFixed(digits)}${
            of ? ` of ${of}` : ''
          }${exact ? '' : ', may be off by 1 %'})`,
        );
      });

      const [volume] = await ask(portal, [
        { kpi: 'incidents.volume', grain: 'month', ...PERIOD },
      ]);
      const added = volume.series!.reduce((sum, point) => sum + point.count, 0);
      check(added === volume.total.count, `months add up: ${added}`);

      const period = `from=${PERIOD.from}&to=${PERIOD.to}`;
      for (const key of new Set(KNOWN.map(({ ask: { kpi } }) => kpi))) {
        const { recount } = await portal.send(
          'GET',
          `/kpis/${key}/explain?${period}`,
        );
        check(
          recount?.equal === true,
          `${key}: the facts say what the rollups say`,
        );
      }
      return holds;
    } finally {
      await portal?.stop();
      await database.stop();
    }
  },
};
