import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { BECOMES_IN, demandRoutes } from '@callboard/plugin-itsm-common';
import type {
  Demand,
  DemandOutcome,
  Lifecycle,
} from '@callboard/plugin-itsm-common';
import {
  recordTypesApiRef,
  RecordSection,
  RouterLink,
  StatusChip,
  useItsmQuery,
  useRecordHref,
} from '@callboard/plugin-itsm-react';
import { useApi } from '@backstage/frontend-plugin-api';
import { lazy, Suspense, useState } from 'react';
import styles from '../Demand.module.css';
import { demandTranslationRef } from '../translation';

const BecomeDialog = lazy(async () => ({
  default: (await import('./BecomeDialog')).BecomeDialog,
}));

function OutcomeLine({ outcome }: { outcome: DemandOutcome }) {
  const { number, title, type, status, statusCategory } = outcome;
  const href = useRecordHref()(outcome);
  const lifecycle = useApi(recordTypesApiRef).get(type)?.lifecycle;
  const words = `${number} ${title}`;
  return (
    <li className={styles.line}>
      {href ? (
        <RouterLink className={styles.link} to={href}>
          {words}
        </RouterLink>
      ) : (
        words
      )}
      <StatusChip
        status={status}
        category={statusCategory}
        lifecycle={lifecycle as Lifecycle | undefined}
      />
    </li>
  );
}

/** What it became, and for those who work on it the way to make something of it. */
export function Outcomes(props: {
  demand: Demand;
  onMade: (demand: Demand) => void;
}) {
  const { demand, onMade } = props;
  const { outcomes, viewer, status } = demand;
  const { t } = useTranslationRef(demandTranslationRef);
  const { data: settings } = useItsmQuery(demandRoutes.settings, {});
  const [open, setOpen] = useState(false);
  const becomes = settings?.becomes ?? [];
  const isDecided = (BECOMES_IN as readonly string[]).includes(status);
  const canMake =
    isDecided &&
    viewer.canUpdate &&
    viewer.standing.includes('worker') &&
    becomes.length > 0;
  const isOver = ['rejected', 'merged', 'withdrawn'].includes(status);
  if (outcomes.length === 0 && isOver) return null;
  return (
    <RecordSection title={t('section.outcome')}>
      <div className={styles.stack}>
        {outcomes.length > 0 && (
          <ul className={styles.list}>
            {outcomes.map(outcome => (
              <OutcomeLine key={outcome.number} outcome={outcome} />
            ))}
          </ul>
        )}
        {outcomes.length === 0 && !canMake && (
          <p className={styles.hint}>
            {t(isDecided ? 'outcome.waits' : 'outcome.none')}
          </p>
        )}
        {canMake && (
          <div className={styles.line}>
            <span>
              {t(outcomes.length > 0 ? 'outcome.more' : 'outcome.open')}
            </span>
            <Button
              variant={outcomes.length > 0 ? 'secondary' : 'primary'}
              onPress={() => setOpen(true)}
            >
              {t('outcome.make')}
            </Button>
          </div>
        )}
        {outcomes.length > 0 && status === 'realizing' && (
          <p className={styles.hint}>{t('outcome.follows')}</p>
        )}
        {open && (
          <Suspense fallback={null}>
            <BecomeDialog
              demand={demand}
              becomes={becomes}
              onMade={made => {
                onMade(made);
                setOpen(false);
              }}
              onClose={() => setOpen(false)}
            />
          </Suspense>
        )}
      </div>
    </RecordSection>
  );
}
