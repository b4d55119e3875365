import {
  incidentLifecycle,
  incidentPermissions,
  type JournalEntry,
  type RefInfo,
} from '@callboard/plugin-itsm-common';
import type { Caller, ItsmKernel } from '@callboard/plugin-itsm-node';

/** Entries that are explained; the timeline has the rest. */
const MOST_ENTRIES = 1000;
const PAGE = 200;

const stateLabel = (status: string | undefined) =>
  incidentLifecycle.states[status as keyof typeof incidentLifecycle.states]
    ?.label ??
  status ??
  'unknown';

function sentence(
  entry: JournalEntry,
  nameOf: (ref: string | undefined) => string,
): string {
  const who = nameOf(entry.actorRef);
  const at = entry.at;
  const fields = entry.changes.map(c => c.label).join(', ');
  switch (entry.kind) {
    case 'record.created':
      return `${at} ${who} filed it.`;
    case 'record.transitioned':
      return `${at} ${who} took "${entry.transition}": from ${stateLabel(
        entry.from,
      )} to ${stateLabel(entry.to)}${fields ? `, setting ${fields}` : ''}.`;
    case 'record.changed':
      return `${at} ${who} changed ${fields}.`;
    case 'comment.added':
      return `${at} ${who} commented (${entry.audience}): ${
        entry.comment?.body ?? '(erased)'
      }`;
    case 'link.added':
    case 'link.removed':
      return `${at} ${who} ${
        entry.kind === 'link.added' ? 'added' : 'removed'
      } the link "${entry.link?.label} ${entry.link?.target}".`;
    default:
      return `${at} ${who}: ${entry.kind}.`;
  }
}

/**
 * What happened to an incident, from its journal and nothing else, as the caller may see it.
 */
export async function explainHistory(
  kernel: Pick<ItsmKernel, 'records' | 'authorizer' | 'clock'>,
  unscoped: Caller,
  id: string,
) {
  const caller = await kernel.authorizer.withScopes(unscoped, [
    incidentPermissions.read,
  ]);
  const { record } = await kernel.records.view(caller, id, 'incident');
  const entries: JournalEntry[] = [];
  const refs: Record<string, RefInfo> = {};
  let cursor: string | undefined;
  do {
    const page = await kernel.records.journal(caller, record.id, {
      limit: PAGE,
      cursor,
    });
    entries.push(...page.items);
    Object.assign(refs, page.refs);
    cursor = page.pageInfo.nextCursor;
  } while (cursor && entries.length < MOST_ENTRIES);
  entries.reverse();

  const moves = entries.filter(
    (e, i) => e.status && (i === 0 || e.status !== entries[i - 1].status),
  );
  const now = kernel.clock.now();
  return {
    number: record.number,
    sentences: entries.map(e =>
      sentence(e, ref => (ref && refs[ref]?.title) || ref || 'Somebody'),
    ),
    states: moves.map((move, i) => {
      const until = moves[i + 1]?.at;
      return {
        status: move.status!,
        from: move.at,
        until,
        milliseconds: (until ? Date.parse(until) : now) - Date.parse(move.at),
      };
    }),
    entries,
    truncated: cursor !== undefined,
    refs,
  };
}
