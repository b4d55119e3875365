import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { kernelRoutes } from '@callboard/plugin-itsm-common';
import type { Participant, Viewer } from '@callboard/plugin-itsm-common';
import { RiEyeLine, RiEyeOffLine } from '@remixicon/react';
import { errorSentence } from '../../api/errors';
import { useItsmMutation } from '../../api/useItsmMutation';
import { useMe } from '../../hooks/useMe';
import { recordTranslationRef } from './translation';

/** Begins and ends watching a record, and says how many do. */
export function WatchButton(props: {
  number: string;
  viewer: Viewer;
  participants: readonly Participant[];
}) {
  const { number, viewer } = props;
  const { t } = useTranslationRef(recordTranslationRef);
  const toast = useApi(toastApiRef);
  const me = useMe();
  const start = useItsmMutation(kernelRoutes.addParticipant);
  const stop = useItsmMutation(kernelRoutes.removeParticipant);
  const count = props.participants.filter(p => p.role === 'watcher').length;
  const icon = viewer.watches ? <RiEyeOffLine /> : <RiEyeLine />;
  const words = `${viewer.watches ? t('watch.stop') : t('watch.start')}${
    count > 0 ? ` · ${count}` : ''
  }`;
  if (!me)
    // Who reads it is not known yet: its place is kept, so that nothing moves when they are.
    return (
      <span aria-hidden style={{ visibility: 'hidden' }}>
        <Button size="small" variant="tertiary" iconStart={icon}>
          {words}
        </Button>
      </span>
    );

  const refused = {
    onError: (e: Error) =>
      toast.post({ title: errorSentence(e), status: 'danger' }),
  };
  const params = { id: number };
  const watching = { principalRef: me, role: 'watcher' } as const;
  const toggle = () =>
    viewer.watches
      ? stop.mutate({ params, query: watching }, refused)
      : start.mutate({ params, body: watching }, refused);
  return (
    <span title={count ? t('watch.count', { count }) : t('watch.hint')}>
      <Button
        size="small"
        variant="tertiary"
        iconStart={icon}
        isPending={start.isPending || stop.isPending}
        aria-pressed={viewer.watches}
        onPress={toggle}
      >
        {words}
      </Button>
    </span>
  );
}
