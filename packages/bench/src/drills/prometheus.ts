import { createServer } from 'http';
import type { AddressInfo } from 'net';
import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import type { ObjectiveDetail } from '@callboard/plugin-itsm-common';
import { serviceOf } from '../backend/organisation';
import { startDatabase } from '../database';
import type { Drill } from '../DrillDefinition';
import { startPortalWith, type BenchPortal } from '../portal';
import { recordAnswers } from './prometheusRecording';
import { startPrometheus } from './prometheusServer';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const PATIENCE = 6 * MINUTE;

const PER_SECOND = 100;
const TARGET = 0.99;
/** What fails on a good day, and while it burns. */
const USUALLY = 0.005;
const BURNING = 0.5;
/** How far from what is known a ratio may be: minutes begin and end within a scrape. */
const TOLERANCE = 0.0005;

const wait = (ms: number) =>
  new Promise<void>(done => {
    setTimeout(done, ms);
  });

/** A shop whose error rate is known: so many requests a second, and a part of them fails. */
async function startShop() {
  const counted = { total: 0, failed: 0 };
  const shop = { failing: USUALLY };
  const timer = setInterval(() => {
    counted.total += PER_SECOND;
    counted.failed += PER_SECOND * shop.failing;
  }, SECOND);
  const server = createServer((_, response) => {
    const { total, failed } = counted;
    response.setHeader('Content-Type', 'text/plain; version=0.0.4');
    response.end(
      [
        '# TYPE http_requests_total counter',
        `http_requests_total{code="200"} ${total - failed}`,
        `http_requests_total{code="500"} ${failed}`,
        '',
      ].join('\n'),
    );
  });
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', () => done());
  });
  const { port } = server.address() as AddressInfo;
  return Object.assign(shop, {
    counted,
    address: `127.0.0.1:${port}`,
    stop() {
      clearInterval(timer);
      server.closeAllConnections();
      server.close();
    },
  });
}

/** What Prometheus knows of the day before: the same shop, on a good day. */
function aDayBefore(until: number): string {
  const lines: { ok: string; failed: string }[] = [];
  let total = 0;
  for (let at = until - 26 * HOUR; at <= until; at += 30 * SECOND) {
    total += PER_SECOND * 30;
    const failed = total * USUALLY;
    lines.push({
      ok: `http_requests_total{code="200"} ${total - failed} ${at / SECOND}`,
      failed: `http_requests_total{code="500"} ${failed} ${at / SECOND}`,
    });
  }
  return [
    '# TYPE http_requests counter',
    ...lines.map(({ ok }) => ok),
    ...lines.map(({ failed }) => failed),
    '# EOF',
    '',
  ].join('\n');
}

const metric = (query: string) => ({
  metricSource: {
    type: 'Prometheus',
    metricSourceRef: 'drill',
    spec: { query },
  },
});

const OBJECTIVE = {
  apiVersion: 'openslo/v1',
  kind: 'SLO',
  metadata: {
    name: 'shop-requests',
    displayName: 'Requests of the shop',
    annotations: {
      'callboard.dev/entity': serviceOf(0, 0),
      'callboard.dev/on-burn': 'incident',
    },
  },
  spec: {
    service: 'shop',
    indicator: {
      metadata: { name: 'shop-requests' },
      spec: {
        ratioMetric: {
          counter: true,
          bad: metric('sum(http_requests_total{code=~"5.."})'),
          total: metric('sum(http_requests_total)'),
        },
      },
    },
    timeWindow: [{ duration: '1d', isRolling: true }],
    budgetingMethod: 'Occurrences',
    objectives: [{ target: TARGET }],
    alertPolicies: [
      {
        kind: 'AlertPolicy',
        metadata: { name: 'fast-burn' },
        spec: {
          alertWhenResolved: true,
          conditions: [
            {
              kind: 'AlertCondition',
              metadata: { name: 'fast-burn' },
              spec: {
                severity: 'page',
                condition: {
                  kind: 'burnrate',
                  op: 'gte',
                  threshold: 10,
                  lookbackWindow: '5m',
                  alertAfter: '1m',
                },
              },
            },
          ],
        },
      },
    ],
  },
};

/** Asks until it is so. @throws Error that says how it is instead */
async function comesTo(
  portal: BenchPortal,
  holds: (objective: ObjectiveDetail) => boolean,
  what: string,
): Promise<ObjectiveDetail> {
  let last: ObjectiveDetail | undefined;
  for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
    last = await portal.send('GET', '/service-levels/objectives/shop-requests');
    if (holds(last!)) return last!;
    await wait(2 * SECOND);
  }
  throw new Error(
    `It did not come to it that ${what}; the objective is ${JSON.stringify({
      ...last,
      body: undefined,
    })}`,
  );
}

/**
 * Objectives with a real Prometheus: it scrapes a shop whose error rate is known, and knows the day before.
 * What the portal tells of ratio and error budget must be what happened; when the shop begins to
 * fail there must be an alert and one incident, and both must learn of the end.
 */
export const prometheus: Drill = {
  name: 'prometheus',
  description:
    'objectives measured by a real Prometheus (Debian: apt-get install prometheus): ratio, budget, alert and incident (--record=FILE records its answers for the tests instead)',
  async run(options, say) {
    if (options.record) {
      await recordAnswers(options.record, say);
      return true;
    }
    const faults: string[] = [];
    const check = (what: string, holds: boolean, found: unknown) => {
      say(`${holds ? 'holds' : 'FAILS'}: ${what} (${JSON.stringify(found)})`);
      if (!holds) faults.push(what);
    };
    const shop = await startShop();
    const server = await startPrometheus({
      // What Prometheus was told last it repeats for five minutes.
      history: aDayBefore(
        Math.floor(Date.now() / MINUTE) * MINUTE - 6 * MINUTE,
      ),
      scrapes: shop.address,
      scrapeSeconds: 2,
    });
    say(
      `Prometheus ${server.version} scrapes a shop; one in ${
        1 / USUALLY
      } requests fails`,
    );
    const database = await startDatabase();
    const portal = await startPortalWith({
      knex: await database.fresh(),
      itsm: { serviceLevels: { prometheus: { drill: { url: server.url } } } },
      services: [schedulerServiceFactory],
    });
    let away = false;
    try {
      await portal.send('PUT', '/definitions/objective/shop-requests', {
        body: OBJECTIVE,
      });
      const first = await comesTo(
        portal,
        o => (o.ratio ?? 0) > 0 && o.refs[o.entityRef!]?.dangling === false,
        'it is measured',
      );
      check(
        'the ratio of the day is what is known of it',
        Math.abs(first.ratio! - (1 - USUALLY)) < TOLERANCE,
        first.ratio,
      );
      check(
        'half of the error budget is left',
        Math.abs(first.budgetRemaining! - 0.5) < 0.02,
        first.budgetRemaining,
      );
      check(
        'all but minutes was measured',
        first.coverage > 0.99,
        first.coverage,
      );
      check('it is met', first.state === 'met' && !first.failure, first.state);

      await wait(MINUTE);
      shop.failing = BURNING;
      say('Every other request fails …');
      const burning = await comesTo(
        portal,
        o => o.alert !== undefined,
        'there is an alert',
      );
      check(
        'somebody is paged',
        burning.alert!.severity === 'page',
        burning.alert,
      );
      check(
        'the budget burns over both windows',
        burning.rules[0].longRate! >= 10 && burning.rules[0].shortRate! >= 10,
        burning.rules[0],
      );
      const filed = await comesTo(
        portal,
        o => o.alerts[0]?.incident !== undefined,
        'an incident is filed',
      );
      const { incident } = filed.alerts[0];
      const record = await portal.send('GET', `/incidents/${incident!.number}`);
      check(
        'the incident is about the service, and urgent',
        record.serviceRef === serviceOf(0, 0) && record.priority <= 2,
        [record.number, record.title, record.serviceRef, record.priority],
      );

      shop.failing = USUALLY;
      say('… and no longer');
      const over = await comesTo(
        portal,
        o => o.alert === undefined,
        'the alert ends',
      );
      const { total, failed } = shop.counted;
      const live = failed - total * USUALLY;
      const day = (24 * HOUR) / SECOND;
      check(
        'what is left of the budget is what was not used',
        Math.abs(over.tally.bad - (over.tally.total * USUALLY + live)) <
          0.1 * live,
        { bad: over.tally.bad, known: over.tally.total * USUALLY + live },
      );
      check(
        'requests were counted once',
        Math.abs(over.tally.total - day * PER_SECOND) < 0.01 * day * PER_SECOND,
        over.tally.total,
      );
      await wait(5 * SECOND);
      const told = await portal.send(
        'GET',
        `/records/${incident!.number}/journal?show=comments`,
      );
      check(
        'the incident says so',
        told.items.length === 1 &&
          told.items[0].comment.body.includes('no longer burns too fast'),
        told.items.map((entry: any) => entry.comment.body),
      );
      const all = await portal.send('GET', '/incidents?limit=10');
      check('there is one incident', all.items.length === 1, all.items.length);

      await server.stop();
      away = true;
      const gone = await comesTo(
        portal,
        o => o.failure !== undefined,
        'it says that Prometheus is away',
      );
      check(
        'it says why it is not measured, and keeps what was',
        gone.failure!.message ===
          'Prometheus "drill" cannot be reached: ECONNREFUSED' &&
          gone.ratio !== undefined,
        gone.failure,
      );
    } finally {
      await portal.stop();
      await database.stop();
      if (!away) await server.stop();
      shop.stop();
    }
    say(faults.length === 0 ? 'All holds' : `${faults.length} fail`);
    return faults.length === 0;
  },
};
