import type { NotificationService } from '@backstage/plugin-notifications-node';
import { recordPath } from '@callboard/plugin-itsm-common';
import type { DueHandler } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { PeopleRights } from '../access/PeopleRights';
import { loadSubjects } from '../deliveries/subjects';
import { notify } from '../news/notify';
import type { RecordTypes } from '../RecordTypes';
import type { ReminderStore } from './ReminderStore';
import { REMINDER } from './routes';

/**
 * Reminds people when the time has come. Who may not read the record any more is reminded of its
 * number only: it is their own note that comes back to them.
 */
export function reminderHandler(deps: {
  knex: Knex;
  types: RecordTypes;
  reminders: ReminderStore;
  rights: PeopleRights;
  /** Absent, reminders go off without a sound. */
  notifications?: NotificationService;
}): DueHandler {
  const { knex, types, reminders, rights, notifications } = deps;
  return {
    kind: REMINDER,
    title: 'Reminds people of records',
    mode: 'leased',
    async handle(item, context) {
      const reminder = await reminders.find(item.key);
      if (reminder && notifications) {
        const { recordId, principalRef, note } = reminder;
        const subject = (await loadSubjects(knex, types, [recordId])).get(
          recordId,
        );
        if (subject) {
          const { record, type } = subject;
          const reading = await rights.reading(principalRef, subject);
          const may = reading === 'internal' || reading === 'requester';
          await notify(notifications, principalRef, {
            topic: 'record.reminder',
            scope: reminder.id,
            title: may
              ? `Reminder, ${record.number}: ${record.title}`
              : `Reminder of ${record.number}`,
            description: note,
            link: recordPath(type.practice, record.number),
            severity: 'normal',
          });
        }
      }
      await context.finish(tx => reminders.remove(item.key, tx));
    },
  };
}
