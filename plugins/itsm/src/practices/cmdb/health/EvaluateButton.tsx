import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button } from '@backstage/ui';
import {
  cmdbHealthRoutes,
  cmdbImportPermission,
} from '@callboard/plugin-itsm-common';
import { useAct } from '../../../core/admin/useAct';
import { ciHealthTranslationRef } from './translation';

/** Has all items looked at anew, for who looks after what the CMDB is filled with. */
export function EvaluateButton() {
  const { t } = useTranslationRef(ciHealthTranslationRef);
  const { allowed } = usePermission({ permission: cmdbImportPermission });
  const evaluate = useAct(cmdbHealthRoutes.evaluate, () =>
    t('answer.evaluating'),
  );
  if (!allowed) return null;
  return (
    <Button
      variant="secondary"
      isPending={evaluate.isPending}
      onPress={() => evaluate.act({})}
    >
      {t('answer.evaluate')}
    </Button>
  );
}
