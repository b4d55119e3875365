import type {
  DueHandler,
  DueWork,
  NewDueItem,
} from '@callboard/plugin-itsm-node';
import type { Clocks } from './Clocks';
import type { ClockStore } from './ClockStore';

const KIND = 'service-levels.agreed-anew';
/** Records that are looked at in one transaction. */
const AT_ONCE = 200;

/** Looks at all open records after one again, when something that was agreed begins to hold. */
export function agreedAnew(at: number, after: string): NewDueItem {
  return {
    kind: KIND,
    key: `${at} ${after}`,
    dueAt: at,
    payload: { at, after },
  };
}

/** Looks at open records again, some hundred at a time. */
export function agreedAnewHandler(
  clocks: Clocks,
  store: ClockStore,
  due: DueWork,
): DueHandler {
  return {
    kind: KIND,
    title: 'Looks at open records again after something was agreed',
    async handle(item, context) {
      const { at, after } = item.payload as { at: number; after: string };
      const agreed = await clocks.prepare();
      await context.finish(async tx => {
        const records = await store.openRecords(after, AT_ONCE, tx);
        if (records.length === 0) return;
        await clocks.refresh(tx, records, agreed);
        if (records.length < AT_ONCE) return;
        const last = records[records.length - 1];
        await due.schedule(
          [{ ...agreedAnew(at, last), dueAt: context.now }],
          tx,
        );
      });
    },
  };
}
