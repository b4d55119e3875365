import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Skeleton, useBreakpoint } from '@backstage/ui';
import { demandLifecycle, demandRoutes } from '@callboard/plugin-itsm-common';
import type {
  Demand,
  DemandSettings,
  DemandState,
} from '@callboard/plugin-itsm-common';
import {
  RecordSection,
  RefusalAlert,
  RouterLink,
  useItsmMutation,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { demandRouteRef } from '../../routes';
import styles from '../Demand.module.css';
import { demandTranslationRef } from '../translation';
import { VoteControl } from './VoteControl';

const statusLabel = (status: string | undefined) =>
  demandLifecycle.states[status as DemandState]?.label;

/** Where the reader's points are, to take them back. */
function WherePointsAre(props: {
  mine: DemandSettings['mine'];
  /** Whether the reader has to take some back first. */
  isNeeded: boolean;
}) {
  const { mine, isNeeded } = props;
  const { t } = useTranslationRef(demandTranslationRef);
  const hrefOf = useRouteRef(demandRouteRef);
  const { mutate, isPending, error } = useItsmMutation(demandRoutes.vote);
  if (mine.on.length === 0) return null;
  return (
    <details className={styles.hint} open={isNeeded}>
      <summary>{t('vote.whereLink')}</summary>
      <ul className={styles.list} aria-label={t('vote.where')}>
        {mine.on.map(({ number, title, status, points }, i) => (
          <li key={number ?? `unseen-${i}`} className={styles.gaveTo}>
            <b>{t('card.points', { count: points })}</b>
            {number ? (
              <>
                <span>
                  <RouterLink
                    className={styles.link}
                    to={hrefOf?.({ number }) ?? ''}
                  >
                    {`${number} ${title}`}
                  </RouterLink>{' '}
                  {statusLabel(status)}
                </span>
                <Button
                  size="small"
                  variant="tertiary"
                  isDisabled={isPending}
                  aria-label={t('vote.takeBackOf', { number })}
                  onPress={() =>
                    mutate({ params: { id: number }, body: { points: 0 } })
                  }
                >
                  {t('vote.takeBack')}
                </Button>
              </>
            ) : (
              t('vote.unseen')
            )}
          </li>
        ))}
      </ul>
      <RefusalAlert error={error} />
    </details>
  );
}

/** Who gave how much, by what their points weigh; without names. */
function Voices({ demand }: { demand: Demand }) {
  const { voices, points, voters } = demand;
  const { t } = useTranslationRef(demandTranslationRef);
  if (voices.length === 0)
    return <p className={styles.hint}>{t('vote.nobody')}</p>;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('vote.by')}</th>
          <th scope="col">{t('vote.people')}</th>
          <th scope="col">{t('vote.given2')}</th>
          <th scope="col">{t('vote.weight')}</th>
          <th scope="col">{t('vote.counts')}</th>
        </tr>
      </thead>
      <tbody>
        {voices.map(voice => (
          <tr key={`${voice.label}/${voice.weight}`}>
            <th scope="row">{voice.label}</th>
            <td>{voice.people}</td>
            <td>{voice.points}</td>
            <td>{t('vote.times', { weight: String(voice.weight) })}</td>
            <td>{voice.points * voice.weight}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('vote.all')}</th>
          <td>{voters}</td>
          <td />
          <td />
          <td>{points}</td>
        </tr>
      </tfoot>
    </table>
  );
}

/** Who wants it, and the reader's own points. */
export function Votes(props: {
  demand: Demand;
  onGiven: (demand: Demand) => void;
}) {
  const { demand, onGiven } = props;
  const { t } = useTranslationRef(demandTranslationRef);
  const { data: settings, error } = useItsmQuery(demandRoutes.settings, {});
  const narrow = useBreakpoint().down('sm');
  return (
    <RecordSection title={t('section.votes')}>
      <div className={styles.stack}>
        <VoteControl demand={demand} settings={settings} onGiven={onGiven} />
        {!settings && !error && !demand.voteRefusal && (
          // As high as what comes, so that what stands below stays where it is.
          <Skeleton height={narrow ? 84 : 60} />
        )}
        {settings && !demand.voteRefusal && (
          <WherePointsAre
            mine={settings.mine}
            isNeeded={demand.mayGive === 0}
          />
        )}
        <Voices demand={demand} />
      </div>
    </RecordSection>
  );
}
