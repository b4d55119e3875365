import { writeFileSync } from 'fs';
import { startPrometheus } from './prometheusServer';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const STEP = 15 * SECOND;

const at = (time: string) => Date.parse(`2026-03-01T${time}:00Z`);

/** A morning of a shop: what its exporter would have told every 15 seconds. */
function aMorning(): string {
  const ok: string[] = [];
  const failed: string[] = [];
  const latency: string[] = [];
  let requests = 0;
  let errors = 0;
  for (let now = at('06:00'); now <= at('12:30'); now += STEP) {
    // It was restarted at 10:17: counters begin anew.
    if (now === at('10:17')) {
      requests = 0;
      errors = 0;
    }
    const burning = now > at('11:30') && now <= at('12:20');
    requests += 150;
    errors += burning ? 30 : 0.15;
    // Nobody scraped it from 09:30 to 09:45.
    if (now > at('09:30') && now < at('09:45')) continue;
    const seconds = now / SECOND;
    ok.push(
      `http_requests_total{code="200"} ${(requests - errors).toFixed(
        2,
      )} ${seconds}`,
    );
    failed.push(
      `http_requests_total{code="500"} ${errors.toFixed(2)} ${seconds}`,
    );
    latency.push(`latency_seconds ${burning ? 0.9 : 0.2} ${seconds}`);
  }
  return [
    '# TYPE http_requests counter',
    ...ok,
    ...failed,
    '# TYPE latency_seconds gauge',
    ...latency,
    '# EOF',
    '',
  ].join('\n');
}

/** What is asked of that morning, minute by minute. */
const QUERIES = {
  total: 'sum(http_requests_total)',
  bad: 'sum(http_requests_total{code=~"5.."})',
  good: 'sum(http_requests_total{code!~"5.."})',
  latency: 'max(latency_seconds)',
  failureRatio:
    'sum(rate(http_requests_total{code="500"}[1m])) / sum(rate(http_requests_total[1m]))',
  ratioOfNothing: 'sum(http_requests_total) * 0 / 0',
  infinite: 'sum(http_requests_total) / 0',
  several: 'http_requests_total',
  nothing: 'sum(no_such_metric)',
  broken: 'sum(http_requests_total',
};

/**
 * Records what a real Prometheus answers, a line a query: `prometheus-2.42.ndjson` among the
 * tests of the plugin.
 */
export async function recordAnswers(
  file: string,
  say: (line: string) => void,
): Promise<void> {
  const prometheus = await startPrometheus({ history: aMorning() });
  try {
    const lines: string[] = [];
    for (const [name, query] of Object.entries(QUERIES)) {
      const response = await fetch(`${prometheus.url}/api/v1/query_range`, {
        method: 'POST',
        body: new URLSearchParams({
          query,
          start: String(at('05:00') / SECOND),
          end: String(at('13:00') / SECOND),
          step: String(MINUTE / SECOND),
        }),
      });
      lines.push(
        JSON.stringify({
          name,
          query,
          status: response.status,
          answer: await response.json(),
        }),
      );
    }
    writeFileSync(file, `${lines.join('\n')}\n`);
    say(`Prometheus ${prometheus.version} answered; see ${file}`);
  } finally {
    await prometheus.stop();
  }
}
