import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Link } from '@backstage/ui';
import { alignmentRoutes, kernelRoutes } from '@callboard/plugin-itsm-common';
import type { ServedObjectives } from '@callboard/plugin-itsm-common';
import {
  Awaited,
  FailureMessage,
  isForbidden,
  isNotFound,
  RecordSection,
  RefusalAlert,
  useItsmMutation,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import type { RecordPartProps } from '@callboard/plugin-itsm-react';
import { RiAddLine, RiCloseLine } from '@remixicon/react';
import { useState } from 'react';
import { objectiveRouteRef } from '../../routes';
import styles from '../Strategy.module.css';
import { alignmentTranslationRef } from '../translation';
import { Progress } from '../words/Progress';
import { AddObjective } from './AddObjective';

type Brief = Pick<
  ServedObjectives['direct'][number],
  'number' | 'title' | 'statusLabel' | 'progress'
>;

function Served(props: { objective: Brief }) {
  const { number, title, statusLabel, progress } = props.objective;
  const href = useRouteRef(objectiveRouteRef)?.({ number });
  const words = `${number} ${title}`;
  return (
    <>
      {href ? <Link href={href}>{words}</Link> : words}
      <span className={styles.hint}>{statusLabel}</span>
      {progress !== undefined && <Progress progress={progress} />}
    </>
  );
}

/** Which business objectives a record serves, itself or through its service; who works on it says so. */
export function Serves({ number, plain }: RecordPartProps) {
  const { t } = useTranslationRef(alignmentTranslationRef);
  const [adding, setAdding] = useState(false);
  const served = useItsmQuery(alignmentRoutes.served, {
    params: { id: number },
    live: true,
    enabled: !plain,
  });
  const remove = useItsmMutation(kernelRoutes.removeLink);
  const { data, error, refetch } = served;
  // It is of no use to whoever may not know of objectives, or while it is not known.
  if (plain || isNotFound(error) || isForbidden(error)) return <></>;
  if (!data)
    return error ? (
      <RecordSection title={t('serves.title')}>
        <FailureMessage small error={error} onRetry={() => refetch()} />
      </RecordSection>
    ) : (
      <Awaited />
    );
  const { direct, through, canEdit } = data;
  if (!canEdit && direct.length + through.length === 0) return <></>;
  return (
    <RecordSection
      title={t('serves.title')}
      actions={
        canEdit &&
        !adding && (
          <ButtonIcon
            variant="tertiary"
            icon={<RiAddLine />}
            aria-label={t('serves.add')}
            onPress={() => setAdding(true)}
          />
        )
      }
    >
      {direct.length + through.length === 0 && !adding && (
        <p className={styles.hint}>{t('serves.none')}</p>
      )}
      {direct.length + through.length > 0 && (
        <ul className={styles.list}>
          {direct.map(one => (
            <li key={one.id} className={styles.row}>
              <Served objective={one} />
              {canEdit && (
                <span className={styles.end}>
                  <ButtonIcon
                    size="small"
                    variant="tertiary"
                    icon={<RiCloseLine />}
                    aria-label={t('serves.remove', { number: one.number })}
                    isPending={
                      remove.isPending &&
                      remove.variables?.params?.linkId === one.linkId
                    }
                    onPress={() =>
                      remove.mutate(
                        { params: { id: number, linkId: one.linkId } },
                        { onSuccess: () => refetch() },
                      )
                    }
                  />
                </span>
              )}
            </li>
          ))}
          {through.map(one => (
            <li key={`${one.id} ${one.service.number}`} className={styles.row}>
              <Served objective={one} />
              <span className={styles.hint}>
                {t('serves.through', {
                  service: `${one.service.number} ${one.service.title}`,
                })}
              </span>
            </li>
          ))}
        </ul>
      )}
      <RefusalAlert error={remove.error} />
      {adding && (
        <AddObjective
          number={number}
          known={direct.map(one => one.number)}
          onDone={() => {
            setAdding(false);
            refetch();
          }}
        />
      )}
    </RecordSection>
  );
}
