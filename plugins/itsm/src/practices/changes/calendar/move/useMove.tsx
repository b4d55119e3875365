import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { changeRoutes } from '@callboard/plugin-itsm-common';
import type { CalendarChange } from '@callboard/plugin-itsm-common';
import { errorSentence, useItsmMutation } from '@callboard/plugin-itsm-react';
import { windowWords } from '../../words/planned';
import type { Span } from '../../words/planned';
import { changeCalendarTranslationRef } from '../translation';

/** How long a move can be taken back with one press. */
const UNDO_MS = 20_000;

/** Moves changes, and says so with a way back that works when the page is gone, too. */
export function useMove() {
  const { t } = useTranslationRef(changeCalendarTranslationRef);
  const toast = useApi(toastApiRef);
  const update = useItsmMutation(changeRoutes.update);
  const plan = (number: string, { start, end }: Span, version: number) =>
    update.mutateAsync({
      params: { id: number },
      body: { plannedStart: start, plannedEnd: end },
      ifMatch: version,
    });
  const undo = async (change: CalendarChange, version: number) => {
    const { number } = change;
    try {
      await plan(number, change, version);
      toast.post({
        title: t('move.undone', { number, when: windowWords(change) }),
        status: 'success',
        timeout: UNDO_MS,
      });
    } catch (e) {
      toast.post({
        title: t('move.notUndone', { number, reason: errorSentence(e) }),
        status: 'danger',
      });
    }
  };
  return {
    isPending: update.isPending,
    /** Moves a change from where the calendar showed it. Refusals are thrown. */
    move: async (change: CalendarChange, to: Span, version: number) => {
      const { number } = change;
      const moved = await plan(number, to, version);
      const { close } = toast.post({
        title: t('move.done', { number, when: windowWords(to) }),
        status: 'success',
        timeout: UNDO_MS,
        description: (
          <Button
            size="small"
            variant="secondary"
            onPress={() => {
              close();
              undo(change, moved.version);
            }}
          >
            {t('move.undo')}
          </Button>
        ),
      });
    },
  };
}
