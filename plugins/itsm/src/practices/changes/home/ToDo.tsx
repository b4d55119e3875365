import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, Text } from '@backstage/ui';
import {
  ACTIVE_CATEGORIES,
  CHANGE_STATES,
  changeLifecycle,
} from '@callboard/plugin-itsm-common';
import {
  countWords,
  RecordSection,
  RouterLink,
  useCounts,
} from '@callboard/plugin-itsm-react';
import styles from './ChangesHome.module.css';
import { ChangesOf } from './ChangesOf';
import { changesHomeTranslationRef } from './translation';
import { useChangeListHref } from './useChangeListHref';

const SHOWN = 6;

/** The states in which somebody still has something to do. */
const STATES = CHANGE_STATES.filter(
  state =>
    !['closed', 'cancelled'].includes(changeLifecycle.states[state].category),
);

const OF_MY_TEAMS = Object.fromEntries(
  STATES.map(state => [
    state,
    { type: ['change'], owner: ['mine'], status: [state] },
  ]),
);

/** How many changes of the reader's teams are in each state, each a way to them. */
function ByState() {
  const { t } = useTranslationRef(changesHomeTranslationRef);
  const hrefOf = useChangeListHref();
  const counts = useCounts(OF_MY_TEAMS);
  const some = STATES.filter(state => (counts?.[state] ?? 0) > 0);
  return (
    <div className={styles.part}>
      <h3 className={styles.heading}>{t('todo.team')}</h3>
      {!counts && <Skeleton height={30} />}
      {counts && some.length === 0 && (
        <Text as="p" color="secondary">
          {t('todo.teamNone')}
        </Text>
      )}
      <ul className={styles.states}>
        {counts &&
          some.map(state => (
            <li key={state}>
              <RouterLink
                className={styles.state}
                title={changeLifecycle.states[state].description}
                to={hrefOf({ view: 'all', owner: 'mine', status: state })}
              >
                {changeLifecycle.states[state].label}{' '}
                <span className={styles.count}>
                  {countWords(counts[state])}
                </span>
              </RouterLink>
            </li>
          ))}
      </ul>
    </div>
  );
}

/** What is the reader's to do, and what waits in their teams. */
export function ToDo() {
  const { t } = useTranslationRef(changesHomeTranslationRef);
  const hrefOf = useChangeListHref();
  const open = {
    category: ACTIVE_CATEGORIES,
    sort: 'plannedStart',
    order: 'asc',
    limit: SHOWN,
  };
  return (
    <RecordSection title={t('todo.title')}>
      <ChangesOf
        title={t('todo.mine')}
        query={{ ...open, assignee: 'me' }}
        none={t('todo.mineNone')}
        all={{ href: hrefOf({ view: 'mine' }), words: t('todo.all') }}
      />
      <ByState />
      <ChangesOf
        title={t('todo.free')}
        query={{ ...open, owner: 'mine', assignee: 'none' }}
        all={{
          href: hrefOf({ view: 'team', assignee: 'none' }),
          words: t('todo.all'),
        }}
      />
    </RecordSection>
  );
}
