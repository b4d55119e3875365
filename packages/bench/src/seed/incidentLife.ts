import { serviceOf, services, teamOf, users } from '../backend/organisation';
import {
  hashOf,
  salt,
  sha256,
  type Principal,
  type SeededEntry,
} from './journal';
import type { IncidentRows } from './columns';
import type { Random } from './random';
import { sentence } from './words';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const CATEGORY: Record<string, string> = {
  new: 'open',
  'in-progress': 'open',
  'on-hold': 'waiting',
  resolved: 'resolved',
  closed: 'closed',
};

/** How far it has come: nearly all are closed, the newest are not; some take longer than others. */
function endOf(random: Random, age: number): string {
  const luck = random.next();
  if (age > 60 * DAY) return luck < 0.995 ? 'closed' : 'in-progress';
  if (age > 14 * DAY) {
    if (luck < 0.9) return 'closed';
    return luck < 0.96 ? 'in-progress' : 'on-hold';
  }
  if (age > 3 * DAY) {
    if (luck < 0.55) return 'closed';
    if (luck < 0.75) return 'resolved';
    return luck < 0.92 ? 'in-progress' : 'on-hold';
  }
  if (luck < 0.2) return 'closed';
  if (luck < 0.45) return 'resolved';
  return luck < 0.8 ? 'in-progress' : 'new';
}

/**
 * The life of one incident, as rows like those that the door writes: filed, started, perhaps put
 * on hold, resolved, closed, each with its journal entry.
 *
 * @param createdAt - milliseconds since the epoch
 * @param now - when the seed ends; nothing happens later
 * @param about - the services that incidents are about; a few have most of them
 */
export function incidentLife(
  random: Random,
  number: number,
  createdAt: number,
  now: number,
  principals: ReadonlyMap<string, Principal>,
  about: readonly string[] = services,
): IncidentRows {
  const rows: IncidentRows = {
    records: [],
    incidents: [],
    texts: [],
    journal: [],
  };
  const id = random.uuid(createdAt);
  const place = Math.floor(random.next() ** 1.5 * about.length);
  const service = about[place] ?? serviceOf(0);
  const owner = teamOf(place);
  const requester = users[random.below(users.length)];
  const members = users.filter((_, n) => teamOf(n) === owner);
  const assignee = random.pick(members);
  const impact = 1 + random.below(3);
  const urgency = 1 + random.below(3);
  const priority = impact + urgency - 1;
  const person = (ref: string) => {
    const { id: principal, hash } = principals.get(ref)!;
    return { principal, hash };
  };
  const text = (body: string, author: string, at: number) => {
    const textId = random.uuid(at);
    const own = salt(random);
    rows.texts.push([textId, id, principals.get(author)!.id, own, body]);
    return { text: textId, hash: sha256(own, body) };
  };

  const entries: SeededEntry[] = [];
  let version = 0;
  let status = 'new';
  const append = (
    kind: string,
    actor: string,
    at: number,
    changes: { field: string; before?: unknown; after?: unknown }[],
    more: Record<string, unknown> = {},
  ) => {
    version += 1;
    entries.push({
      kind,
      actor: principals.get(actor)!,
      commandId: random.uuid(at),
      at,
      status,
      payload: { version, changes, ...more },
    });
  };
  const move = (
    transition: string,
    to: string,
    actor: string,
    at: number,
    changes: { field: string; before?: unknown; after?: unknown }[],
  ) => {
    const from = status;
    status = to;
    append('record.transitioned', actor, at, changes, { transition, from, to });
  };

  const title = sentence(random, 6);
  const description = sentence(random, 30);
  append(
    'record.created',
    requester,
    createdAt,
    [
      { field: 'title', after: text(title, requester, createdAt) },
      { field: 'priority', after: priority },
      { field: 'serviceRef', after: service },
      { field: 'ownerRef', after: owner },
      { field: 'requesterRef', after: person(requester) },
      { field: 'channel', after: 'portal' },
      { field: 'visibility', after: 'internal' },
      { field: 'description', after: text(description, requester, createdAt) },
      { field: 'impact', after: impact },
      { field: 'urgency', after: urgency },
    ],
    { number: `INC-${number}`, type: 'incident' },
  );

  const end = endOf(random, now - createdAt);
  const step = (least: number, most: number) =>
    least + random.next() ** 2 * (most - least);
  const startedAt = Math.min(
    now,
    Math.round(createdAt + step(HOUR / 12, 8 * HOUR)),
  );
  const resolvedAt = Math.min(
    now,
    Math.round(startedAt + step(HOUR / 2, 48 * HOUR)),
  );
  const closedAt = Math.min(
    now,
    Math.round(resolvedAt + step(HOUR, 20 * HOUR)),
  );
  let updatedAt = createdAt;
  let resolution: string | undefined;
  const worked = end !== 'new';
  if (worked) {
    move('start', 'in-progress', assignee, startedAt, [
      { field: 'assigneeRef', after: person(assignee) },
      { field: 'acknowledgedAt', after: startedAt },
    ]);
    updatedAt = startedAt;
  }
  if (end === 'on-hold') {
    move('hold', 'on-hold', assignee, resolvedAt, [
      { field: 'holdReason', after: 'supplier' },
    ]);
    updatedAt = resolvedAt;
  }
  const solved = end === 'resolved' || end === 'closed';
  if (solved) {
    resolution = sentence(random, 12);
    move('resolve', 'resolved', assignee, resolvedAt, [
      { field: 'resolution', after: text(resolution, assignee, resolvedAt) },
      { field: 'resolutionCode', after: 'solved' },
    ]);
    updatedAt = resolvedAt;
  }
  if (end === 'closed') {
    move('close', 'closed', requester, closedAt, []);
    updatedAt = closedAt;
  }

  let previous: string | undefined;
  for (const entry of entries) {
    const hash = hashOf(previous, id, entry);
    rows.journal.push([
      'record',
      id,
      entry.kind,
      entry.actor.id,
      'requester',
      'enforce',
      entry.commandId,
      entry.at,
      entry.at,
      entry.status,
      JSON.stringify(entry.payload),
      previous,
      hash,
    ]);
    previous = hash;
  }
  rows.records.push([
    id,
    `INC-${number}`,
    'incident',
    title,
    status,
    CATEGORY[status],
    priority,
    service,
    owner,
    worked ? assignee : undefined,
    requester,
    'portal',
    'internal',
    version,
    previous,
    createdAt,
    updatedAt,
    solved ? resolvedAt : undefined,
    end === 'closed' ? closedAt : undefined,
  ]);
  rows.incidents.push([
    id,
    description,
    impact,
    urgency,
    worked ? startedAt : undefined,
    resolution,
    solved ? 'solved' : undefined,
    0,
    end === 'on-hold' ? 'supplier' : undefined,
  ]);
  return rows;
}
