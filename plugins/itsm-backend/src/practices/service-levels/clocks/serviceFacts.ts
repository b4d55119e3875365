import {
  SYSTEM_CALLER,
  type DueHandler,
  type ItsmKernel,
  type JournalRow,
  type NewDueItem,
  type RecordChange,
} from '@callboard/plugin-itsm-node';
import type { Clocks } from './Clocks';
import type { ClockStore } from './ClockStore';
import { SERVICE_FACTS } from './momentsOf';

/** What the journal tells of services: entities of the catalog, and items that are in no file. */
export const SERVICE_KINDS = [
  'entity.changed',
  'ci.created',
  'ci.changed',
  'ci.merged',
  'ci.unmerged',
] as const;

const KIND = 'service-levels.service-facts';
/**
 * What is known of a service is kept for five seconds: who asks sooner may be told what was. It also
 * lets what changes in several steps, e.g. a file that is brought in, be looked at once.
 */
const WAIT_MS = 6_000;
/** Records that are noted in one command. */
const AT_ONCE = 50;

/** The service that an entry says something new of; undefined if it is about something else. */
export function serviceOf(entry: JournalRow): string | undefined {
  if (!(SERVICE_KINDS as readonly string[]).includes(entry.kind))
    return undefined;
  const { ref } = entry.payload;
  return typeof ref === 'string' ? ref : undefined;
}

/** Looks, some seconds later, whether what is known of a service has changed for its open records. */
export function factsChanged(
  ref: string,
  after: string,
  at: number,
): NewDueItem {
  return {
    kind: KIND,
    // A reference may be longer than a key may be; the lane keeps parts in order.
    key: `${ref.slice(-200)} ${after}`,
    dueAt: at + WAIT_MS,
    payload: { ref, after },
  };
}

const isSame = (a: object, b: object) =>
  JSON.stringify(Object.entries(a).sort()) ===
  JSON.stringify(Object.entries(b).sort());

/**
 * Notes in the journal of open records what is known of their service now, where it is no longer what
 * the journal says: what decides what is promised must stand there, or a clock could not be told from
 * it again.
 */
export function factsChangedHandler(
  clocks: Clocks,
  store: ClockStore,
  kernel: Pick<ItsmKernel, 'due' | 'serviceFacts'>,
): DueHandler {
  return {
    kind: KIND,
    title: 'Notes what is known of a service for its open records',
    async handle(item, context) {
      const { ref, after } = item.payload as { ref: string; after: string };
      const [records, facts] = await Promise.all([
        store.openRecordsOf(ref, after, AT_ONCE),
        kernel.serviceFacts(ref),
      ]);
      if (records.length === AT_ONCE) {
        const last = records[records.length - 1].id;
        await kernel.due.schedule([
          factsChanged(ref, last, context.now - WAIT_MS),
        ]);
      }
      const known = await clocks.serviceFactsOf(records.map(r => r.id));
      const changes = records
        .filter(({ id }) => !isSame(known.get(id) ?? {}, facts))
        .map(
          ({ id, type }): RecordChange => ({
            id,
            fact: {
              kind: `${type}${SERVICE_FACTS}`,
              audience: 'internal',
              payload: { service: facts },
            },
          }),
        );
      if (changes.length === 0) return;
      await context.command(SYSTEM_CALLER, changes);
    },
  };
}
