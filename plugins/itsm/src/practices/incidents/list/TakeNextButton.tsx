import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { incidentRoutes } from '@callboard/plugin-itsm-common';
import { errorSentence, useItsmMutation } from '@callboard/plugin-itsm-react';
import { RiInboxUnarchiveLine } from '@remixicon/react';
import { incidentListTranslationRef } from './translation';

const BRIEF_MS = 5_000;

/** Gives the viewer the most urgent incident that waits in their teams' queues, and opens it. */
export function TakeNextButton(props: { onTaken: (number: string) => void }) {
  const { t } = useTranslationRef(incidentListTranslationRef);
  const toast = useApi(toastApiRef);
  const take = useItsmMutation(incidentRoutes.takeNext);
  const press = () =>
    take.mutate(
      { body: { queue: 'mine' } },
      {
        onSuccess: ({ incident }) => {
          const timeout = BRIEF_MS;
          if (!incident) {
            toast.post({ title: t('takeNext.none'), status: 'info', timeout });
            return;
          }
          const { number } = incident;
          const title = t('takeNext.taken', { number });
          toast.post({ title, status: 'success', timeout });
          props.onTaken(number);
        },
        onError: e => toast.post({ title: errorSentence(e), status: 'danger' }),
      },
    );
  return (
    <Button
      variant="secondary"
      iconStart={<RiInboxUnarchiveLine />}
      isPending={take.isPending}
      onPress={press}
    >
      {t('takeNext.action')}
    </Button>
  );
}
