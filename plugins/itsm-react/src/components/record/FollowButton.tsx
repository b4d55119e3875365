import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { kernelRoutes } from '@callboard/plugin-itsm-common';
import { RiNotification3Line, RiNotificationOffLine } from '@remixicon/react';
import { errorSentence } from '../../api/errors';
import { useItsmMutation } from '../../api/useItsmMutation';
import { useItsmQuery } from '../../api/useItsmQuery';
import { recordTranslationRef } from './translation';

/** Begins and ends following a service: who follows it hears of its disruptions. */
export function FollowButton(props: {
  entityRef: string;
  size?: 'small' | 'medium';
  variant?: 'secondary' | 'tertiary';
}) {
  const { entityRef } = props;
  const { t } = useTranslationRef(recordTranslationRef);
  const toast = useApi(toastApiRef);
  const { data, error } = useItsmQuery(kernelRoutes.listFollowed);
  const follow = useItsmMutation(kernelRoutes.follow);
  const unfollow = useItsmMutation(kernelRoutes.unfollow);
  // Until it is known it keeps its place, so that what stands beside it does not move.
  if (!data && error) return null;
  const followed =
    data?.items.some(item => item.entityRef === entityRef) ?? false;
  const refused = {
    onError: (e: Error) =>
      toast.post({ title: errorSentence(e), status: 'danger' }),
  };
  return (
    <Button
      size={props.size ?? 'small'}
      variant={props.variant ?? 'secondary'}
      iconStart={followed ? <RiNotificationOffLine /> : <RiNotification3Line />}
      aria-pressed={followed}
      isDisabled={!data}
      isPending={follow.isPending || unfollow.isPending}
      onPress={() =>
        followed
          ? unfollow.mutate({ query: { entityRef } }, refused)
          : follow.mutate({ body: { entityRef } }, refused)
      }
    >
      {followed ? t('follow.stop') : t('follow.start')}
    </Button>
  );
}
