import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button } from '@backstage/ui';
import {
  ciTaskPermissions,
  cmdbUpdatePermission,
} from '@callboard/plugin-itsm-common';
import type { Finding } from '@callboard/plugin-itsm-common';
import { useState } from 'react';
import { ExcuseDialog } from './ExcuseDialog';
import { ciFindingTranslationRef } from './translation';
import { useFindingDeeds } from './useFindingDeeds';

/** What the reader may do with findings as far as permissions say; items are the server's matter. */
export function useFindingRights() {
  const create = usePermission({ permission: ciTaskPermissions.create });
  const update = usePermission({ permission: cmdbUpdatePermission });
  return { canMakeTasks: create.allowed, canExcuse: update.allowed };
}

/** What can be done with one finding. Nothing for who may do none of it. */
export function FindingActions(props: { finding: Finding }) {
  const { finding } = props;
  const { t } = useTranslationRef(ciFindingTranslationRef);
  const { canMakeTasks, canExcuse } = useFindingRights();
  const deeds = useFindingDeeds();
  const [excusing, setExcusing] = useState(false);
  const { message, task, excused } = finding;
  return (
    <>
      {canMakeTasks && !task && !excused && (
        <Button
          size="small"
          variant="secondary"
          aria-label={t('act.taskOf', { message })}
          isPending={deeds.pending === 'tasks'}
          onPress={() => deeds.makeTasks([finding])}
        >
          {t('act.task')}
        </Button>
      )}
      {canExcuse && !excused && (
        <Button
          size="small"
          variant="tertiary"
          aria-label={t('act.excuseOf', { message })}
          onPress={() => setExcusing(true)}
        >
          {t('act.excuse')}
        </Button>
      )}
      {canExcuse && excused && (
        <Button
          size="small"
          variant="tertiary"
          aria-label={t('act.unexcuseOf', { message })}
          isPending={deeds.pending === 'unexcuse'}
          onPress={() => deeds.unexcuse([finding])}
        >
          {t('act.unexcuse')}
        </Button>
      )}
      {excusing && (
        <ExcuseDialog findings={[finding]} onClose={() => setExcusing(false)} />
      )}
    </>
  );
}
