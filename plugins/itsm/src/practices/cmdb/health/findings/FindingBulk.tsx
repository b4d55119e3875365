import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiCloseLine } from '@remixicon/react';
import { useState } from 'react';
import { ExcuseDialog } from './ExcuseDialog';
import { useFindingRights } from './FindingActions';
import type { FindingList } from './findingList';
import styles from './Findings.module.css';
import { ciFindingTranslationRef } from './translation';
import { useFindingDeeds } from './useFindingDeeds';

/** What can be done with the findings that are selected, all at once. */
export function FindingBulk(props: { list: FindingList }) {
  const { selection } = props.list;
  const { items } = selection;
  const { t } = useTranslationRef(ciFindingTranslationRef);
  const { canMakeTasks, canExcuse } = useFindingRights();
  const deeds = useFindingDeeds();
  const [excusing, setExcusing] = useState(false);
  // What could not be done stays selected, so that it can be looked at.
  const keep = (left: ReadonlySet<string>) =>
    selection.set(items.filter(({ id }) => left.has(id)));
  const allExcused = items.every(({ excused }) => excused);
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('selected.bar')}>
      <span className={styles.count} role="status">
        {t('selected.count', { count: items.length })}
      </span>
      {canMakeTasks && !allExcused && (
        <Button
          variant="secondary"
          isPending={deeds.pending === 'tasks'}
          onPress={async () => keep(await deeds.makeTasks(items))}
        >
          {t('act.tasks')}
        </Button>
      )}
      {canExcuse && !allExcused && (
        <Button variant="secondary" onPress={() => setExcusing(true)}>
          {t('act.excuse')}
        </Button>
      )}
      {canExcuse && allExcused && (
        <Button
          variant="secondary"
          isPending={deeds.pending === 'unexcuse'}
          onPress={async () => keep(await deeds.unexcuse(items))}
        >
          {t('act.unexcuse')}
        </Button>
      )}
      <Button
        variant="tertiary"
        iconStart={<RiCloseLine />}
        onPress={selection.clear}
      >
        {t('selected.clear')}
      </Button>
      {excusing && (
        <ExcuseDialog
          findings={items}
          onDone={keep}
          onClose={() => setExcusing(false)}
        />
      )}
    </div>
  );
}
