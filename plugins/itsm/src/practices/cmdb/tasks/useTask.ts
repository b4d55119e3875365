import { cmdbHealthRoutes } from '@callboard/plugin-itsm-common';
import { useRecordOnPage } from '@callboard/plugin-itsm-react';

const ROUTES = {
  get: cmdbHealthRoutes.getTask,
  update: cmdbHealthRoutes.updateTask,
  transition: cmdbHealthRoutes.transitionTask,
};

/** One CI task, kept fresh, with the ways to change it. Each rejects with the server's refusal. */
export function useTask(number: string) {
  return useRecordOnPage(ROUTES, number);
}

/** What {@link useTask} gives. */
export type TaskOnPage = ReturnType<typeof useTask>;
