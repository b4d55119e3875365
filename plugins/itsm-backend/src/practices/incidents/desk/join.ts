import { InputError } from '@backstage/errors';
import type { JournalEntry, LinkKind } from '@callboard/plugin-itsm-common';
import type {
  Caller,
  ItsmKernel,
  RecordChange,
  RecordView,
} from '@callboard/plugin-itsm-node';

type Kernel = Pick<ItsmKernel, 'records'>;

/** Said to the requester of the duplicate, who may not see the other incident. */
const JOINED =
  'Somebody reported the same before. Both are handled together; you hear from us when it is solved.';

/** Comments are quoted up to this length; the merged incident keeps all of them. */
const MOST_QUOTED = 40_000;

function watchersOf({ record, participants }: RecordView) {
  const asked = [record.requesterRef, record.requestedForRef].filter(
    (ref): ref is string => ref !== undefined,
  );
  const watching = participants
    .filter(p => p.role === 'watcher')
    .map(p => p.principalRef);
  return [...new Set([...asked, ...watching])].map(principalRef => ({
    principalRef,
    role: 'watcher' as const,
    canRead: false,
  }));
}

function quote(number: string, comments: readonly JournalEntry[]): string {
  const quoted = comments.map(entry => {
    const who = entry.actorRef?.split('/').pop() ?? 'somebody';
    const lines = (entry.comment?.body ?? '(erased)').split('\n');
    return `**${who}**, ${entry.at}:\n\n${lines
      .map(line => `> ${line}`)
      .join('\n')}`;
  });
  const text = [`Comments of ${number}, merged into this one:`, ...quoted].join(
    '\n\n',
  );
  return text.length > MOST_QUOTED
    ? `${text.slice(0, MOST_QUOTED)}\n\n… the rest is on ${number}.`
    : text;
}

async function bothEnds(
  kernel: Kernel,
  caller: Caller,
  id: string,
  into: string,
) {
  const from = await kernel.records.view(caller, id, 'incident');
  const to = await kernel.records.view(caller, into, 'incident');
  if (from.record.id === to.record.id)
    throw new InputError('into: an incident cannot be joined with itself');
  if (['closed', 'cancelled'].includes(to.record.statusCategory)) {
    throw new InputError(
      `into: ${to.record.number} is over; reopen it first, or relate the two instead`,
    );
  }
  return { from, to };
}

function closing(
  from: RecordView,
  to: RecordView,
  version?: number,
): RecordChange {
  const active = ['open', 'waiting'].includes(from.record.statusCategory);
  return {
    id: from.record.id,
    expectedVersion: version,
    link: { kind: 'duplicate-of', target: to.record.number },
    ...(active
      ? {
          transition: 'resolve',
          set: { resolution: JOINED, resolutionCode: 'duplicate' },
        }
      : {}),
  };
}

/**
 * Resolves an incident as a duplicate of another one: linked, and all who wait for it watch the
 * other one. One command: both change or neither.
 */
export async function closeAsDuplicate(
  kernel: Kernel,
  caller: Caller,
  id: string,
  into: string,
  expectedVersion?: number,
): Promise<void> {
  const { from, to } = await bothEnds(kernel, caller, id, into);
  await kernel.records.changeRecords(caller, [
    closing(from, to, expectedVersion),
    { id: to.record.id, participants: watchersOf(from) },
  ]);
}

/**
 * {@link closeAsDuplicate}, and what stands on the incident is carried over: its comments as one
 * internal note, as two requesters must not read each other's words, and its links to entities.
 * The merged incident keeps everything it had.
 */
export async function mergeIncident(
  kernel: Kernel & {
    comments(caller: Caller, id: string): Promise<JournalEntry[]>;
    entityLinks(
      recordId: string,
    ): Promise<{ kind: LinkKind; target: string }[]>;
  },
  caller: Caller,
  id: string,
  into: string,
  expectedVersion?: number,
): Promise<void> {
  const { from, to } = await bothEnds(kernel, caller, id, into);
  const [comments, theirs, ours] = await Promise.all([
    kernel.comments(caller, from.record.id),
    kernel.entityLinks(from.record.id),
    kernel.entityLinks(to.record.id),
  ]);
  const words = [
    ...(from.record.description
      ? [`> ${String(from.record.description).split('\n').join('\n> ')}`]
      : []),
    ...(comments.length > 0 ? [quote(from.record.number, comments)] : []),
  ].join('\n\n');
  const carried = theirs.filter(
    t => !ours.some(o => o.kind === t.kind && o.target === t.target),
  );
  await kernel.records.changeRecords(caller, [
    closing(from, to, expectedVersion),
    {
      id: to.record.id,
      participants: watchersOf(from),
      comment: words ? { body: words, audience: 'internal' } : undefined,
      entityLinks: carried,
    },
  ]);
}
