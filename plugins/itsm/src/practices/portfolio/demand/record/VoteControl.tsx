import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Text } from '@backstage/ui';
import { demandRoutes } from '@callboard/plugin-itsm-common';
import type { Demand, DemandSettings } from '@callboard/plugin-itsm-common';
import { RefusalAlert, useItsmMutation } from '@callboard/plugin-itsm-react';
import { RiAddLine, RiSubtractLine } from '@remixicon/react';
import styles from '../Demand.module.css';
import { demandTranslationRef } from '../translation';

/** How many of one's points one gives, one more or one less at a time. */
export function VoteControl(props: {
  demand: Demand;
  settings: DemandSettings | undefined;
  onGiven: (demand: Demand) => void;
}) {
  const { demand, settings, onGiven } = props;
  const { number, myPoints, mayGive, voteRefusal } = demand;
  const { t } = useTranslationRef(demandTranslationRef);
  const { mutate, isPending, error } = useItsmMutation(demandRoutes.vote);
  if (voteRefusal) return <p className={styles.hint}>{voteRefusal}</p>;
  const give = (points: number) =>
    mutate(
      { params: { id: number }, body: { points } },
      { onSuccess: onGiven },
    );
  return (
    <div className={styles.stack}>
      <div className={styles.line} role="group" aria-label={t('vote.yours')}>
        <Text as="span" weight="bold">
          {t('vote.yours')}
        </Text>
        <ButtonIcon
          variant="secondary"
          icon={<RiSubtractLine />}
          aria-label={t('vote.less', { number })}
          isDisabled={isPending || myPoints === 0}
          onPress={() => give(myPoints - 1)}
        />
        <span className={styles.given} aria-live="polite">
          {t('vote.given', {
            points: String(myPoints),
            most: String(Math.max(mayGive, myPoints)),
          })}
        </span>
        <ButtonIcon
          variant="secondary"
          icon={<RiAddLine />}
          aria-label={t('vote.more', { number })}
          isDisabled={isPending || myPoints >= mayGive}
          onPress={() => give(myPoints + 1)}
        />
      </div>
      {settings && (
        <p className={styles.hint}>
          {t(mayGive === 0 ? 'vote.noneLeft' : 'vote.left', {
            count: settings.mine.left,
            budget: String(settings.votes.budget),
          })}{' '}
          {t('vote.back')}
          {settings.mine.weight > 1 &&
            ` ${t('vote.weighs', {
              weight: String(settings.mine.weight),
              label: settings.mine.label,
            })}`}
        </p>
      )}
      <RefusalAlert error={error} />
    </div>
  );
}
