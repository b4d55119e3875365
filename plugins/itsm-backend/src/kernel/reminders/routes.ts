import { InputError, NotFoundError } from '@backstage/errors';
import { kernelRoutes as contracts } from '@callboard/plugin-itsm-common';
import type {
  Clock,
  DueWork,
  PracticeRouter,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import type { AuthorizedRecords } from '../records/AuthorizedRecords';
import type { ReminderStore } from './ReminderStore';

/** The kind of due work that reminds somebody. */
export const REMINDER = 'record.reminder';

/** More would be a to-do list, which tasks are for. */
const MOST_PER_RECORD = 20;

/** Mounts reminders. Everybody sees and changes their own only. */
export function mountReminderRoutes(
  router: PracticeRouter,
  deps: {
    knex: Knex;
    records: AuthorizedRecords;
    reminders: ReminderStore;
    due: DueWork;
    clock: Clock;
  },
): void {
  const { knex, records, reminders, due, clock } = deps;

  router.route(contracts.listReminders, async ({ caller, params }) => {
    const { record } = await records.load(caller, params.id);
    return { items: await reminders.list(record.id, caller.ref) };
  });

  router.route(contracts.addReminder, async ({ caller, params, body }) => {
    const { record } = await records.load(caller, params.id);
    const at = Date.parse(body.at);
    if (at <= clock.now())
      throw new InputError('at: must be an instant that is still to come');
    const own = await reminders.list(record.id, caller.ref);
    if (own.length >= MOST_PER_RECORD) {
      throw new InputError(
        `You have ${MOST_PER_RECORD} reminders on ${record.number}; take one back first`,
      );
    }
    const id = uuidv7({ msecs: clock.now() });
    await knex.transaction(async tx => {
      await reminders.add(
        {
          id,
          recordId: record.id,
          principalRef: caller.ref,
          at,
          note: body.note,
        },
        tx,
      );
      await due.schedule(
        [
          {
            kind: REMINDER,
            key: id,
            dueAt: at,
            payload: { recordId: record.id },
          },
        ],
        tx,
      );
    });
    return { id, at: body.at, note: body.note };
  });

  router.route(contracts.removeReminder, async ({ caller, params }) => {
    const { record } = await records.load(caller, params.id);
    const reminder = await reminders.find(params.reminderId);
    if (
      reminder?.recordId !== record.id ||
      reminder.principalRef !== caller.ref
    ) {
      throw new NotFoundError(
        `You have no such reminder on ${record.number}; it may have gone off`,
      );
    }
    await knex.transaction(async tx => {
      await reminders.remove(reminder.id, tx);
      await due.cancel([{ kind: REMINDER, key: reminder.id }], tx);
    });
    return {};
  });
}
