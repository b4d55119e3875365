import {
  SYSTEM_CALLER,
  type Caller,
  type DueContext,
  type DueHandler,
  type DueWork,
  type JournalRow,
  type NewDueItem,
  type Projection,
  type RecordValues,
} from '@callboard/plugin-itsm-node';
import { SERVICE_WORK } from './kinds';
import { isHeldElsewhere } from './RegisterService';
import type { ServiceStore } from './ServiceStore';

const OF_RECORDS = ['record.created', 'record.transitioned', 'record.changed'];
const OF_ENTITIES = ['entity.added', 'entity.changed', 'entity.removed'];

/** The copy of the catalog has just told of the entity; it need not be asked again. */
const READER: Caller = { ...SYSTEM_CALLER, readsWholeCatalog: true };

const planned = (
  kind: string,
  recordId: string,
  { position, recordedAt }: JournalRow,
): NewDueItem => ({
  kind,
  key: recordId,
  dueAt: recordedAt,
  payload: { recordId },
  causedBy: position,
});

/**
 * Keeps what the provider brings into the catalog, binds services to what has arrived there, follows what was
 * renamed there, and brings what was imported in step. All of it looks at how things are now, so reading the
 * journal again does no harm.
 */
export const serviceEntitiesProjection = (
  store: ServiceStore,
  due: DueWork,
): Projection => ({
  id: 'portfolio.entities',
  title: 'Services of the portfolio in the catalog',
  kinds: [...OF_RECORDS, ...OF_ENTITIES],
  async apply(tx, entries) {
    const of = new Map<string, JournalRow>();
    for (const entry of entries)
      if (entry.subjectType === 'record') of.set(entry.subjectId, entry);
    const held = await store.held([...of.keys()], tx);
    await store.noteGiven(
      tx,
      held.map(s => ({ ...s, revision: of.get(s.id)!.position })),
    );
    const items = held
      .map(({ id }) => of.get(id)!)
      .filter(entry => entry.mode === 'observe')
      .map(entry => planned(SERVICE_WORK.settle, entry.subjectId, entry));
    const told = entries.filter(e => OF_ENTITIES.includes(e.kind));
    if (told.length > 0) {
      const awaited = await store.awaited(tx);
      for (const entry of told) {
        const recordId = awaited.get(String(entry.payload.ref));
        if (recordId && entry.kind !== 'entity.removed')
          items.push(planned(SERVICE_WORK.bind, recordId, entry));
      }
      const last = told[told.length - 1];
      const renamed = await store.renamed(
        tx,
        told.map(({ payload }) => String(payload.ref)),
      );
      for (const recordId of renamed.keys())
        items.push(planned(SERVICE_WORK.rename, recordId, last));
    }
    if (items.length > 0) await due.schedule(items, tx);
  },
  reset: tx => store.forgetGiven(tx),
});

/** Does what follows by itself. */
export function serviceDueHandlers(store: ServiceStore): DueHandler[] {
  /** Changes a service, unless another one has its entity: then somebody has to choose. */
  const change = async (
    context: DueContext,
    id: string,
    set: RecordValues,
  ): Promise<void> => {
    try {
      await context.command(READER, [{ id, set }]);
    } catch (error) {
      if (!isHeldElsewhere(error)) throw error;
    }
  };
  return [
    {
      kind: SERVICE_WORK.bind,
      title: 'Binds a service to its entity in the catalog',
      async handle({ payload }, context) {
        const [service] = await store.held([String(payload.recordId)]);
        if (!service?.givenRef || service.entityRef) return;
        // Another entity of the name is not ours; the record says so.
        const says = await store.saysItIs(service.givenRef);
        if (says !== service.number) return;
        await change(context, service.id, { entityRef: service.givenRef });
      },
    },
    {
      kind: SERVICE_WORK.rename,
      title: 'Binds a service to its entity by the name that has now',
      async handle({ payload }, context) {
        const [service] = await store.held([String(payload.recordId)]);
        if (!service?.entityRef) return;
        const entityRef = await store.nameNow(service.entityRef);
        if (entityRef !== service.entityRef)
          await change(context, service.id, { entityRef });
      },
    },
    {
      kind: SERVICE_WORK.settle,
      title: 'Brings an imported service in step with its entity',
      async handle({ payload }, context) {
        const [service] = await store.held([String(payload.recordId)]);
        if (service) await change(context, service.id, {});
      },
    },
  ];
}
