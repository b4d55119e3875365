import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Milestone } from '@callboard/plugin-itsm-common';
import { RefLabel } from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { spanWords } from './dates';
import { MilestoneStatePill } from './looks';
import { designTranslationRef } from './translation';
import styles from './Plan.module.css';
import { When } from './When';

/** The milestones behind a chart, folded: to be read, and not to be changed here. */
export function PlanTable(props: {
  /** Whose plan it is. */
  title: string;
  milestones: readonly Milestone[];
  refs: Refs;
}) {
  const { title, milestones, refs } = props;
  const { t } = useTranslationRef(designTranslationRef);
  const titles = new Map(
    milestones.map(one => [one.id, one.title ?? t('plan.erased')]),
  );
  const heads = [
    t('plan.milestone'),
    t('plan.state'),
    t('plan.owner'),
    t('plan.planned'),
    t('plan.expected'),
    t('plan.waitsFor'),
  ];
  return (
    <details className={styles.behind}>
      <summary>{t('all.table')}</summary>
      <table className={styles.table} aria-label={t('all.tableOf', { title })}>
        <thead>
          <tr>
            {heads.map(head => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {milestones.map(milestone => {
            const { id, state, ownerRef, goLive, dependsOn } = milestone;
            return (
              <tr key={id}>
                <th scope="row" className={styles.name}>
                  <span>
                    {titles.get(id)}
                    {goLive && (
                      <span className={styles.mark}>
                        {t('plan.legendLive')}
                      </span>
                    )}
                  </span>
                </th>
                <td data-label={heads[1]}>
                  <MilestoneStatePill state={state} />
                </td>
                <td data-label={heads[2]}>
                  <RefLabel entityRef={ownerRef} refs={refs} />
                </td>
                <td data-label={heads[3]}>
                  {spanWords(milestone.plannedFrom, milestone.plannedTo)}
                </td>
                <td data-label={heads[4]}>
                  <When milestone={milestone} titles={titles} />
                </td>
                <td data-label={heads[5]}>
                  {dependsOn.map(other => titles.get(other)).join(', ') || '–'}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </details>
  );
}
