import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { transitionRoutes } from '@callboard/plugin-itsm-common';
import type { Milestone, TransitionPlan } from '@callboard/plugin-itsm-common';
import { ConfirmDialog, useItsmMutation } from '@callboard/plugin-itsm-react';
import { designTranslationRef } from './translation';

/** Asks once before a milestone is taken off its plan, and says what goes with it. */
export function RemoveMilestone(props: {
  plan: Pick<TransitionPlan, 'number' | 'milestones'>;
  milestone: Milestone;
  onRemoved: () => void;
  onClose: () => void;
}) {
  const { plan, milestone, onRemoved, onClose } = props;
  const { t } = useTranslationRef(designTranslationRef);
  const remove = useItsmMutation(transitionRoutes.remove);
  const waiting = plan.milestones
    .filter(({ dependsOn }) => dependsOn.includes(milestone.id))
    .map(({ title }) => title ?? t('plan.erased'));
  return (
    <ConfirmDialog
      title={t('remove.title')}
      yes={t('remove.yes')}
      no={t('remove.no')}
      isPending={remove.isPending}
      error={remove.error}
      onYes={() =>
        remove.mutate(
          { params: { id: plan.number, milestone: milestone.id } },
          { onSuccess: onRemoved },
        )
      }
      onClose={onClose}
    >
      <Text as="p">
        {t('remove.body', { title: milestone.title ?? t('plan.erased') })}
      </Text>
      {waiting.length > 0 && (
        <Text as="p">
          {t('remove.waiting', { titles: waiting.join(', ') })}
        </Text>
      )}
    </ConfirmDialog>
  );
}
