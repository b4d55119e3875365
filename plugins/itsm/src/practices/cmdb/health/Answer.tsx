import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { cmdbHealthRoutes } from '@callboard/plugin-itsm-common';
import type { Health, HealthGroup } from '@callboard/plugin-itsm-common';
import {
  RelativeTime,
  RouterLink,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { useHealthAddresses } from './addresses';
import styles from './Answer.module.css';
import { mostToGain, scoreWords } from './score';
import type { MostToGain } from './score';
import { ciHealthTranslationRef } from './translation';

/** What a filter calls what has no owner, class or system. */
const NONE = 'none';

interface Place {
  owner: HealthGroup;
  at: MostToGain<HealthGroup>;
}

/** The class of the owner by whose items most points are lost; undefined until known, or if none. */
function useMostToGain(health: Health): Place | undefined {
  const byOwner = useItsmQuery(cmdbHealthRoutes.health, {
    query: { groupBy: 'owner' },
    live: true,
  });
  const owner = mostToGain(byOwner.data?.groups ?? [], health.weights)?.group;
  const byClass = useItsmQuery(cmdbHealthRoutes.health, {
    query: { groupBy: 'class', owner: owner?.key ?? NONE },
    enabled: owner !== undefined,
    live: true,
  });
  const at = mostToGain(byClass.data?.groups ?? [], health.weights);
  return owner && at && { owner, at };
}

function Gain(props: { place: Place }) {
  const { owner, at } = props.place;
  const { t } = useTranslationRef(ciHealthTranslationRef);
  const { findings } = useHealthAddresses();
  const dimension = t(`score.${at.dimension}`).toLocaleLowerCase('en-US');
  const of = at.group.key
    ? t('answer.ofClass', { name: at.group.title })
    : t('answer.unclassed');
  const href = findings({
    owner: owner.key ?? NONE,
    class: at.group.key ?? NONE,
    dimension: at.dimension,
  });
  return (
    <>
      {t('answer.gain', {
        link: (
          <RouterLink to={href}>
            {owner.key
              ? t('answer.what', { dimension, of, owner: owner.title })
              : t('answer.whatUnowned', { dimension, of })}
          </RouterLink>
        ),
        score: scoreWords(at.score),
      })}
    </>
  );
}

/** The answer in two sentences: how healthy the data are, and where most is to be won. */
export function Answer(props: { health: Health }) {
  const { health } = props;
  const { overall, evaluatedAt, waiting, truncated } = health;
  const { t } = useTranslationRef(ciHealthTranslationRef);
  const place = useMostToGain(health);
  const count = overall.items;
  const isUnscored = overall.scores.overall === undefined;
  return (
    <div className={styles.answer}>
      <p className={styles.sentence}>
        {isUnscored
          ? t('answer.unscored', { count })
          : t('answer.healthy', {
              count,
              score: scoreWords(overall.scores.overall),
            })}{' '}
        {place && <Gain place={place} />}
        {!isUnscored && overall.findings.total === 0 && t('answer.nothing')}
      </p>
      <p className={styles.about}>
        {evaluatedAt &&
          t('answer.looked', {
            when: <RelativeTime instant={evaluatedAt} />,
          })}{' '}
        {waiting > 0 && t('answer.waiting', { count: waiting })}{' '}
        {truncated && t('answer.truncated')}
      </p>
    </div>
  );
}
