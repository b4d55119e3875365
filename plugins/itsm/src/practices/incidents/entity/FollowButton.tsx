import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { kernelRoutes } from '@callboard/plugin-itsm-common';
import {
  errorSentence,
  useItsmMutation,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { RiNotification3Fill, RiNotification3Line } from '@remixicon/react';
import { incidentsTranslationRef } from '../translation';

const KEPT_MS = 60_000;

/** Follows a service: its incidents that one may see, and what is announced of it. */
export function FollowButton(props: { entityRef: string }) {
  const { entityRef } = props;
  const { t } = useTranslationRef(incidentsTranslationRef);
  const followed = useItsmQuery(kernelRoutes.listFollowed, {
    staleTime: KEPT_MS,
  });
  const follow = useItsmMutation(kernelRoutes.follow);
  const unfollow = useItsmMutation(kernelRoutes.unfollow);
  if (!followed.data) return null;
  const follows = followed.data.items.some(f => f.entityRef === entityRef);
  const error = follow.error ?? unfollow.error;
  return (
    <Button
      variant="tertiary"
      iconStart={follows ? <RiNotification3Fill /> : <RiNotification3Line />}
      isPending={follow.isPending || unfollow.isPending}
      aria-pressed={follows}
      aria-description={error ? errorSentence(error) : t('entity.followHint')}
      onPress={() =>
        follows
          ? unfollow.mutate({ query: { entityRef } })
          : follow.mutate({ body: { entityRef } })
      }
    >
      {follows ? t('entity.following') : t('entity.follow')}
    </Button>
  );
}
