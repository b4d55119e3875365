import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import type { ObjectiveSummary } from '@callboard/plugin-itsm-common';
import {
  RefLabel,
  RelativeTime,
  RouterLink,
} from '@callboard/plugin-itsm-react';
import { RiAddLine, RiBookOpenLine } from '@remixicon/react';
import { AdminStates } from '../../../core/admin/AdminStates';
import { AdminTable } from '../../../core/admin/AdminTable';
import { useServiceLevelAddresses } from '../addresses';
import { percentWords } from '../outages/outageWords';
import { BudgetBar } from './BudgetBar';
import styles from './Objectives.module.css';
import { telling, worstFirst } from './pace';
import { StatePill } from './StatePill';
import { objectivesTranslationRef } from './translation';
import { useObjectiveGuide, useObjectives } from './useObjectives';
import { lengthWords, rateWords, targetWords, windowWords } from './words';

function Name(props: { objective: ObjectiveSummary }) {
  const { key, name, failure } = props.objective;
  const { t } = useTranslationRef(objectivesTranslationRef);
  const page = useServiceLevelAddresses().objective(key);
  const [before, after] = t('list.failing', { since: '|' }).split('|');
  return (
    <>
      {page ? (
        <RouterLink className={styles.strong} to={page}>
          {name}
        </RouterLink>
      ) : (
        <span className={styles.strong}>{name}</span>
      )}
      {failure && (
        <span className={styles.warning} title={failure.message}>
          {before}
          <RelativeTime instant={failure.since} />
          {after}
        </span>
      )}
    </>
  );
}

function Burn(props: { objective: ObjectiveSummary }) {
  const { t } = useTranslationRef(objectivesTranslationRef);
  const burn = telling(props.objective);
  if (!burn) return <>–</>;
  return (
    <>
      <span className={styles.nowrap}>{rateWords(burn.rate)}</span>
      <span className={styles.hint}>
        {t('list.burnOver', { window: lengthWords(burn.window, t) })}
      </span>
    </>
  );
}

/** Objectives, the worst first: what is left of each error budget and how fast it burns. */
export function ObjectiveTable(props: {
  /** Only those of an entity. */
  entityRef?: string;
}) {
  const { entityRef } = props;
  const { t } = useTranslationRef(objectivesTranslationRef);
  const query = useObjectives(entityRef);
  const write = useServiceLevelAddresses().newDefinition('objective');
  const guide = useObjectiveGuide();
  return (
    <AdminStates
      query={query}
      isEmpty={({ items }) => items.length === 0}
      empty={{
        title: t('list.none'),
        next: t('list.noneNext'),
        actions: (
          <>
            {write && (
              <ButtonLink
                variant="primary"
                iconStart={<RiAddLine />}
                href={write}
              >
                {t('list.write')}
              </ButtonLink>
            )}
            {guide && (
              <ButtonLink
                variant="secondary"
                iconStart={<RiBookOpenLine />}
                href={guide}
              >
                {t('list.guide')}
              </ButtonLink>
            )}
          </>
        ),
      }}
    >
      {({ items, refs, pageInfo }) => (
        <>
          <AdminTable
            label={t('list.title')}
            items={worstFirst(items)}
            idOf={({ key }) => key}
            columns={[
              {
                id: 'objective',
                label: t('list.column.objective'),
                render: objective => <Name objective={objective} />,
              },
              ...(entityRef
                ? []
                : [
                    {
                      id: 'service',
                      label: t('list.column.service'),
                      render: (objective: ObjectiveSummary) => (
                        <RefLabel entityRef={objective.entityRef} refs={refs} />
                      ),
                    },
                  ]),
              {
                id: 'target',
                label: t('list.column.target'),
                align: 'right',
                render: ({ target, window }) => (
                  <>
                    <span className={styles.nowrap}>{targetWords(target)}</span>
                    <span className={styles.hint}>
                      {windowWords(window, t)}
                    </span>
                  </>
                ),
              },
              {
                id: 'now',
                label: t('list.column.now'),
                align: 'right',
                render: ({ ratio }) =>
                  ratio === undefined ? (
                    '–'
                  ) : (
                    <span className={styles.nowrap}>{percentWords(ratio)}</span>
                  ),
              },
              {
                id: 'budget',
                label: t('list.column.budget'),
                render: objective => <BudgetBar objective={objective} />,
              },
              {
                id: 'burn',
                label: t('list.column.burn'),
                align: 'right',
                render: objective => <Burn objective={objective} />,
              },
              {
                id: 'state',
                label: t('list.column.state'),
                render: ({ state }) => <StatePill state={state} />,
              },
            ]}
          />
          {pageInfo.nextCursor && (
            <p className={styles.secondary}>
              {t('list.more', { count: String(items.length) } as never)}
            </p>
          )}
        </>
      )}
    </AdminStates>
  );
}
