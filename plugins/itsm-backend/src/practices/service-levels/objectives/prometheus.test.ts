import { objectiveBodySchema } from '@callboard/plugin-itsm-common';
import type { ServerResponse } from 'http';
import {
  recordedPrometheus,
  recordedQuery,
  type RecordedPrometheus,
} from '../../../testing/recordedPrometheus';
import { compileObjective } from './compile';
import { PrometheusClient } from './indicators/PrometheusClient';
import { PrometheusIndicator } from './indicators/PrometheusIndicator';

const MINUTE = 60_000;
const at = (time: string) => Date.parse(`2026-03-01T${time}:00Z`);

const source = (name: string) => ({
  metricSource: {
    type: 'Prometheus',
    metricSourceRef: 'main',
    spec: { query: recordedQuery(name) },
  },
});

/** An objective with the indicator given. */
function objectiveOf(indicator: object, compare: object = {}) {
  const body = objectiveBodySchema.parse({
    apiVersion: 'openslo/v1',
    kind: 'SLO',
    metadata: { name: 'shop' },
    spec: {
      service: 'shop',
      indicator: { spec: indicator },
      timeWindow: [{ duration: '6h', isRolling: true }],
      budgetingMethod: 'Occurrences',
      objectives: [{ target: 0.99, ...compare }],
    },
  });
  return compileObjective(
    {
      kind: 'objective',
      key: 'shop',
      version: 1,
      validFrom: 0,
      source: 'git',
      body,
      removed: false,
    },
    { indicators: new Map(), policies: new Map(), connections: ['main'] },
  );
}

const requests = (part = 'bad') =>
  objectiveOf({
    ratioMetric: {
      counter: true,
      [part]: source(part),
      total: source('total'),
    },
  });
const raw = (name: string) =>
  objectiveOf({ ratioMetric: { rawType: 'failure', raw: source(name) } });

describe('an indicator from Prometheus', () => {
  let prometheus: RecordedPrometheus;
  let now = at('12:00');
  beforeEach(async () => {
    now = at('12:00');
    prometheus = await recordedPrometheus(() => now);
  });
  afterEach(() => prometheus.stop());

  const measure = (
    objective: ReturnType<typeof objectiveOf>,
    from = '11:00',
    to = '12:00',
  ) => {
    const client = new PrometheusClient(
      {
        name: 'main',
        url: prometheus.url,
        headers: { authorization: 'Bearer s3cret' },
        timeoutMs: 250,
      },
      { now: () => now },
    );
    return new PrometheusIndicator(new Map([['main', client]])).measure(
      objective,
      at(from),
      at(to),
    );
  };

  it('counts what was bad of all that happened in each minute', async () => {
    const { minutes, complaint } = await measure(requests());
    expect(complaint).toBeUndefined();
    expect(minutes).toHaveLength(60);
    // 600 requests a minute, one in a thousand fails; from 11:30 on one in five.
    expect(minutes[0]).toEqual({
      at: at('11:00'),
      good: expect.closeTo(599.4, 6),
      total: 600,
    });
    expect(minutes[30].good).toBeCloseTo(480, 6);
    expect(prometheus.asked).toContainEqual({
      query: recordedQuery('total'),
      from: at('11:00'),
      to: at('12:00'),
      authorization: 'Bearer s3cret',
    });
    const good = await measure(requests('good'));
    good.minutes.forEach((minute, i) =>
      expect(minute.good).toBeCloseTo(minutes[i].good, 6),
    );
  });

  it('does not measure the minute in which a counter began anew', async () => {
    const { minutes } = await measure(requests(), '10:10', '10:25');
    expect(minutes.map(m => (m.at - at('10:10')) / MINUTE)).toEqual([
      0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14,
    ]);
    expect((await measure(requests(), '10:10', '10:18')).complaint).toMatch(
      /^At 10:16 UTC the counter of (bad|total) went back, as after a restart; such minutes are not measured$/,
    );
  });

  it('leaves a gap where nobody scraped', async () => {
    const { minutes } = await measure(requests(), '09:25', '09:50');
    // Prometheus repeats the last value for five minutes.
    const measured = minutes.map(m => (m.at - at('09:25')) / MINUTE);
    expect(measured).not.toContain(12);
    expect(measured).toContain(24);
    expect((await measure(requests(), '09:25', '09:44')).complaint).toMatch(
      /has no values of the last minutes/,
    );
  });

  it('compares a value with a threshold each minute', async () => {
    const { minutes } = await measure(
      objectiveOf(
        { thresholdMetric: source('latency') },
        { op: 'lte', value: 0.5 },
      ),
    );
    expect(minutes).toHaveLength(60);
    expect(minutes.reduce((sum, m) => sum + m.good, 0)).toBe(30);
    expect(minutes.every(m => m.total === 1)).toBe(true);
  });

  it('takes a ratio that is known already', async () => {
    const { minutes } = await measure(raw('failureRatio'));
    expect(minutes[0].good).toBeCloseTo(0.999, 6);
    expect(minutes[59].good).toBeCloseTo(0.8, 6);
  });

  it.each([
    ['ratioOfNothing', /the query for raw gives NaN/],
    ['infinite', /the query for raw gives Infinity/],
    ['total', /the query for raw gives more than 1/],
    ['nothing', /has no values of the last minutes; check that it scrapes/],
  ])('measures nothing by %s, and says why', async (name, why) => {
    const { minutes, complaint } = await measure(raw(name));
    expect(minutes).toEqual([]);
    expect(complaint).toMatch(why);
  });

  it('does not believe in more bad than there was at all', async () => {
    prometheus.edit = (values, query) =>
      query === recordedQuery('bad')
        ? values.map(([t, v]) => [t, String(Number(v) * 1e6)])
        : values;
    const { minutes, complaint } = await measure(requests());
    expect(minutes).toEqual([]);
    expect(complaint).toMatch(/bad gives more than the one for total/);
  });

  const says =
    (text: string, status = 200) =>
    (response: ServerResponse) => {
      response.statusCode = status;
      response.end(text);
    };
  it.each([
    [
      'several series',
      undefined,
      'several',
      /^The query for raw gives 2 series; make one of them, e.g. with sum\(\)$/,
    ],
    [
      'a query that is none',
      undefined,
      'broken',
      /^Prometheus "main" refuses the query for raw: 1:24: parse error/,
    ],
    [
      'no answer',
      () => {},
      'total',
      /^Prometheus "main" did not answer within 0.25 s$/,
    ],
    [
      'half an answer',
      (response: ServerResponse) => response.write('{"status":"success",'),
      'total',
      /did not answer within 0.25 s/,
    ],
    [
      'a connection that breaks off',
      (response: ServerResponse) => response.destroy(),
      'total',
      /^Prometheus "main" cannot be reached: /,
    ],
    [
      'a page',
      says('<html>Sign in</html>'),
      'total',
      /does not answer JSON; check its url/,
    ],
    [
      'a gateway that fails',
      says('Bad gateway', 502),
      'total',
      /answers with 502$/,
    ],
    ['no rights', says('', 401), 'total', /refuses the credentials/],
    [
      'another API',
      says('{"status":"success","data":{"resultType":"vector","result":[]}}'),
      'total',
      /does not answer as a Prometheus does/,
    ],
    [
      'values that are none',
      says(
        '{"status":"success","data":{"resultType":"matrix","result":[{"values":[["x"]]}]}}',
      ),
      'total',
      /does not answer as a Prometheus does/,
    ],
    ['null', says('null'), 'total', /answers with 200/],
    [
      'far too much',
      says(`"${'x'.repeat(4_100_000)}"`),
      'total',
      /answers more than 4 MB; ask for one series/,
    ],
    [
      'another address',
      (response: ServerResponse) => {
        response.writeHead(302, { Location: 'http://127.0.0.1:1/' });
        response.end();
      },
      'total',
      /cannot be reached/,
    ],
  ])('cannot tell by %s, and says so', async (_, trouble, name, why) => {
    prometheus.trouble = trouble;
    await expect(measure(raw(name))).rejects.toThrow(why);
  });

  it('does not take the word of a clock that is wrong', async () => {
    now += 3 * MINUTE;
    const behind = now;
    await prometheus.stop();
    prometheus = await recordedPrometheus(() => behind - 200_000);
    await expect(measure(requests())).rejects.toThrow(
      'Prometheus "main" is 200 s behind our clock; set the clocks right',
    );
  });

  it('cannot be reached where nobody listens', async () => {
    await prometheus.stop();
    await expect(measure(requests())).rejects.toThrow(
      'Prometheus "main" cannot be reached: ECONNREFUSED',
    );
  });
});

describe('an objective whose connection is not configured', () => {
  it('is not measured, and says what there is', () => {
    const body = requests().body;
    const definition = {
      kind: 'objective',
      key: 'shop',
      version: 1,
      validFrom: 0,
      source: 'git' as const,
      body,
      removed: false,
    };
    const of = (connections: string[]) =>
      compileObjective(definition, {
        indicators: new Map(),
        policies: new Map(),
        connections,
      });
    expect(of(['other', 'third'])).toMatchObject({
      measure: undefined,
      faults: [
        'There is no connection "main" in the configuration, below itsm.serviceLevels.prometheus; there are other, third',
      ],
    });
    expect(of(['main']).faults).toEqual([]);
  });
});
