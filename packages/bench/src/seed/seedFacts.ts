import type { Facts } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { services, teamOf } from '../backend/organisation';
import { startQuietly } from '../runningKernel';
import { Random } from './random';

const HOUR = 3_600_000;
const YEARS_MS = 2 * 365 * 24 * HOUR;
const CHUNK = 10_000;

/**
 * What is known of the event log of a service desk with 24,918 incidents (UCI, incident management process
 * enriched event log): the hours below which a part of them lies.
 */
type Quantiles = readonly (readonly [part: number, hours: number])[];
const RESOLVED_AFTER: Quantiles = [
  [0, 0],
  [0.05, 0.05],
  [0.1, 0.1],
  [0.2, 0.25],
  [0.3, 0.75],
  [0.4, 3.583],
  [0.5, 22.1],
  [0.6, 48.867],
  [0.7, 113.133],
  [0.75, 148.483],
  [0.8, 193.633],
  [0.85, 282.1],
  [0.9, 381.55],
  [0.95, 710.85],
  [0.975, 1363.1],
  [0.99, 2851.9],
  [0.995, 4244.733],
  [0.999, 6048.75],
  [1, 8070.167],
];
const CLOSED_AFTER: Quantiles = [
  [0, 0],
  [0.05, 120.033],
  [0.85, 120.95],
  [0.9, 177.517],
  [0.95, 321.7],
  [0.99, 416.333],
  [1, 5851.65],
];
/** Of how many groups an incident was passed on to, the parts of all. */
const PASSED_ON = [
  0.5437, 0.2503, 0.0916, 0.0495, 0.0279, 0.0153, 0.0073, 0.0057, 0.0028,
];
const PRIORITIES: readonly (readonly [part: number, priority: string])[] = [
  [0.9417, '3'],
  [0.9728, '4'],
  [0.9892, '2'],
  [1, '1'],
];
const RESOLVED = 0.9376;
const REOPENED = 0.011;
const WAITED = 0.2338;
const SLA_KEPT = 0.6342;
const BY_PHONE = 0.9908;

/** Between two parts that are known, evenly. */
function drawn(quantiles: Quantiles, random: Random): number {
  const part = random.next();
  const above = quantiles.findIndex(([known]) => known > part);
  const [[low, from], [high, to]] = [quantiles[above - 1], quantiles[above]];
  return (from + ((part - low) / (high - low)) * (to - from)) * HOUR;
}

function passedOn(random: Random): number {
  let left = random.next();
  for (const [times, part] of PASSED_ON.entries()) {
    left -= part;
    if (left < 0) return times;
  }
  return PASSED_ON.length + random.below(19);
}

/** The facts of a desk, by kind. */
export type DeskFacts = Record<
  'incident' | 'sla-run' | 'sla-held' | 'change' | 'survey',
  Facts[]
>;

const noFacts = (): DeskFacts => ({
  incident: [],
  'sla-run': [],
  'sla-held': [],
  change: [],
  survey: [],
});

/**
 * What is counted of one incident, of the promise about it, and of a change and a survey now and then: as
 * it follows from their journals.
 */
export function deskFacts(
  random: Random,
  place: number,
  opened: number,
  now: number,
): DeskFacts {
  const facts = noFacts();
  const by = (at: number | undefined) =>
    at === undefined || at > now ? undefined : Math.round(at);
  const since = (from: number, at: number | undefined) =>
    at === undefined ? undefined : at - from;
  const service = Math.floor(random.next() ** 1.5 * services.length);
  const dimensions = {
    serviceRef: services[service],
    ownerRef: teamOf(service),
  };
  const id = random.uuid(opened);
  const took =
    random.next() < RESOLVED ? drawn(RESOLVED_AFTER, random) : undefined;
  const resolved = by(took === undefined ? undefined : opened + took);
  const closed = by(
    resolved === undefined ? undefined : resolved + drawn(CLOSED_AFTER, random),
  );
  const acknowledged = by(opened + (took ?? HOUR) * random.next() * 0.3);
  const reassignments = passedOn(random);
  const waited = random.next() < WAITED;
  const reopened = random.next() < REOPENED;
  const kept = random.next() < SLA_KEPT;
  const luck = random.next();
  const [, priority] = PRIORITIES.find(([part]) => luck < part)!;
  facts.incident.push({
    id,
    recordId: id,
    stages: {
      opened,
      acknowledged,
      resolved,
      closed,
      ended: resolved,
      statedResolved: resolved,
    },
    dimensions: {
      ...dimensions,
      priority,
      category: `category-${Math.floor(random.next() ** 3 * 246)}`,
      channel: random.next() < BY_PHONE ? 'phone' : 'portal',
    },
    values: {
      ackMs: since(opened, acknowledged),
      resolveMs: since(opened, resolved),
      closeMs: since(opened, closed),
      waitingMs: waited ? Math.round((took ?? 0) / 3) : 0,
      reassignments,
      reopens: reopened ? 1 : 0,
      statedResolveMs: since(opened, resolved),
      statedReassignments: reassignments,
    },
    marks: [
      ...(reassignments === 0 ? ['neverReassigned', 'pushToFront'] : []),
      ...(reassignments === 0 && !reopened ? ['firstTimeFix'] : []),
      ...(reassignments > 2 ? ['pingPong'] : []),
      ...(waited ? ['everWaiting'] : []),
      ...(reopened ? ['reopened', 'statedReopened'] : []),
      ...(reassignments === 0 ? ['statedNeverReassigned'] : []),
      'statedReassignmentsKnown',
      'statedReopensKnown',
      'statedSlaKnown',
      ...(kept ? ['statedSlaKept'] : []),
    ],
  });
  if (resolved !== undefined) {
    const promised = {
      ...dimensions,
      agreement: 'standard',
      metric: 'resolution',
      type: 'sla',
    };
    const late = Math.round((took ?? 0) / 2);
    facts['sla-run'].push({
      id,
      recordId: id,
      stages: { decided: resolved },
      dimensions: promised,
      values: { overMs: kept ? undefined : late },
      marks: [kept ? 'kept' : 'breached'],
    });
    if (!kept)
      facts['sla-held'].push({
        id: `${id}.0`,
        recordId: id,
        stages: { decided: resolved },
        dimensions: promised,
        values: { heldMs: late },
      });
  }
  if (place % 20 === 0) {
    const ended = by(opened + (48 + random.below(400)) * HOUR);
    const good = random.next() < 0.9;
    facts.change.push({
      id: random.uuid(opened),
      stages: {
        filed: opened,
        decided: by(opened + 24 * HOUR),
        live: good ? ended : undefined,
        finished: ended,
        closed: ended,
      },
      dimensions: { ...dimensions, changeType: 'normal', risk: 'low' },
      values: {
        leadMs: good ? since(opened, ended) : undefined,
        approvalMs: 24 * HOUR,
      },
      marks: good ? ['successful'] : ['failed', 'unsuccessful'],
    });
  }
  if (place % 10 === 0 && resolved !== undefined) {
    const answered =
      random.next() < 0.3 ? by(resolved + random.below(72) * HOUR) : undefined;
    const score = 1 + random.below(5);
    facts.survey.push({
      id: random.uuid(opened),
      stages: { sent: resolved, answered },
      dimensions: { ...dimensions, survey: 'help', channel: 'phone' },
      values: { score: answered === undefined ? undefined : score },
      marks:
        answered === undefined
          ? []
          : ['answered', ...(score > 3 ? ['satisfied'] : [])],
    });
  }
  return facts;
}

/**
 * Fills an empty database with what is counted of that many incidents of two years, drawn as a real desk's
 * log has them. The rollups are made by what makes them in the product.
 *
 * @param say - told how far it is
 */
export async function seedFacts(
  knex: Knex,
  incidents: number,
  say: (text: string) => void,
): Promise<void> {
  const { portal, kernel } = await startQuietly(knex);
  const random = new Random(incidents);
  const now = Date.now();
  try {
    for (let first = 0; first < incidents; first += CHUNK) {
      const chunk = noFacts();
      const most = Math.min(first + CHUNK, incidents);
      for (let i = first; i < most; i++) {
        const opened = Math.round(now - YEARS_MS + (YEARS_MS * i) / incidents);
        const one = deskFacts(random, i, opened, now);
        for (const kind of Object.keys(chunk) as (keyof DeskFacts)[])
          chunk[kind].push(...one[kind]);
      }
      await kernel.database.transaction(async tx => {
        for (const [kind, facts] of Object.entries(chunk))
          await kernel.facts.put(tx, kind, facts);
      });
      if (most % 50_000 === 0) say(`${most} incidents are counted`);
    }
  } finally {
    await portal.stop();
  }
}
