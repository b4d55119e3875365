import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon } from '@backstage/ui';
import { transitionRoutes } from '@callboard/plugin-itsm-common';
import type { Milestone, TransitionPlan } from '@callboard/plugin-itsm-common';
import {
  RefLabel,
  RefusalAlert,
  RouterLink,
  useItsmMutation,
  useRecordHref,
} from '@callboard/plugin-itsm-react';
import {
  RiAddLine,
  RiAlertLine,
  RiCloseLine,
  RiEditLine,
} from '@remixicon/react';
import { spanWords } from './dates';
import { MilestoneStatePill } from './looks';
import { designTranslationRef } from './translation';
import styles from './Plan.module.css';
import { When } from './When';

const CHANGE = 'change';

/** The changes of a milestone, as far as the reader may see them. */
function Changes(props: {
  milestone: Milestone;
  canEdit: boolean;
  onLink: () => void;
  onUnlink: (change: string) => void;
}) {
  const { milestone, canEdit, onLink, onUnlink } = props;
  const { changes, hiddenChanges, title } = milestone;
  const { t } = useTranslationRef(designTranslationRef);
  const hrefOf = useRecordHref();
  return (
    <ul className={styles.changes}>
      {changes.map(
        ({ id, number, title: of, statusLabel, late, ...change }) => {
          const href = hrefOf({ type: CHANGE, number });
          return (
            <li key={id}>
              <span>
                {href ? <RouterLink to={href}>{number}</RouterLink> : number}{' '}
                {of}
                <span className={styles.mark}>
                  {statusLabel}
                  {change.plannedStart &&
                    change.plannedEnd &&
                    `, ${spanWords(change.plannedStart, change.plannedEnd)}`}
                  {late && (
                    <>
                      {' '}
                      <RiAlertLine size={14} aria-hidden />{' '}
                      {t('plan.changeLate')}
                    </>
                  )}
                </span>
              </span>
              {canEdit && (
                <ButtonIcon
                  size="small"
                  variant="tertiary"
                  icon={<RiCloseLine />}
                  aria-label={t('plan.unlink', { number })}
                  onPress={() => onUnlink(number)}
                />
              )}
            </li>
          );
        },
      )}
      {hiddenChanges > 0 && (
        <li>{t('plan.hidden', { count: hiddenChanges })}</li>
      )}
      {canEdit && (
        <li>
          <ButtonIcon
            size="small"
            variant="tertiary"
            icon={<RiAddLine />}
            aria-label={t('plan.link', { title: title ?? t('plan.erased') })}
            onPress={onLink}
          />
        </li>
      )}
      {changes.length + hiddenChanges === 0 && !canEdit && <li>–</li>}
    </ul>
  );
}

/** All milestones with what the chart shows, in words; cards on a phone. */
export function MilestoneTable(props: {
  plan: TransitionPlan;
  onEdit: (milestone: Milestone) => void;
  onLink: (milestone: Milestone) => void;
}) {
  const { plan, onEdit, onLink } = props;
  const { number, milestones, refs, viewer } = plan;
  const { t } = useTranslationRef(designTranslationRef);
  const update = useItsmMutation(transitionRoutes.update);
  const unlink = useItsmMutation(transitionRoutes.unlinkChange);
  const titles = new Map(
    milestones.map(({ id, title }) => [id, title ?? t('plan.erased')]),
  );
  const heads = [
    t('plan.milestone'),
    t('plan.state'),
    t('plan.owner'),
    t('plan.planned'),
    t('plan.expected'),
    t('plan.waitsFor'),
    t('plan.changes'),
  ];
  return (
    <>
      <RefusalAlert error={update.error ?? unlink.error} />
      <table className={styles.table} aria-label={t('plan.list')}>
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
            const { id, state, ownerRef, dependsOn } = milestone;
            const title = titles.get(id)!;
            const isOpen = state === 'planned' || state === 'active';
            return (
              <tr key={id}>
                <th scope="row" className={styles.name}>
                  <div className={styles.nameLine}>
                    <span>{title}</span>
                    {viewer.canEdit && (
                      <ButtonIcon
                        size="small"
                        variant="tertiary"
                        icon={<RiEditLine />}
                        aria-label={t('plan.edit', { title })}
                        onPress={() => onEdit(milestone)}
                      />
                    )}
                  </div>
                </th>
                <td data-label={heads[1]}>
                  <span className={styles.stateCell}>
                    <MilestoneStatePill state={state} />
                    {viewer.canEdit && isOpen && (
                      <Button
                        size="small"
                        variant="tertiary"
                        isPending={
                          update.isPending &&
                          update.variables?.params?.milestone === id
                        }
                        aria-label={`${t('plan.done')}: ${title}`}
                        onPress={() =>
                          update.mutate({
                            params: { id: number, milestone: id },
                            body: { state: 'done' },
                            ifMatch: milestone.version,
                          })
                        }
                      >
                        {t('plan.done')}
                      </Button>
                    )}
                  </span>
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
                <td data-label={heads[6]}>
                  <Changes
                    milestone={milestone}
                    canEdit={viewer.canEdit}
                    onLink={() => onLink(milestone)}
                    onUnlink={change =>
                      unlink.mutate({
                        params: { id: number, milestone: id, change },
                      })
                    }
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
