import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import { adminRouteRef } from '../../../core/admin/routes';
import { cmdbTranslationRef } from '../translation';

/** Says what a baseline is and leads to where they are written, if the reader may go there. */
export function BaselineNote() {
  const { t } = useTranslationRef(cmdbTranslationRef);
  const admin = useRouteRef(adminRouteRef)?.();
  const words = t('moment.definitions');
  return (
    <Text as="p" variant="body-small" color="secondary">
      {t('moment.baselineNote', {
        definitions: admin ? (
          <Link
            variant="body-small"
            href={`${admin}/definitions/new?kind=baseline`}
          >
            {words}
          </Link>
        ) : (
          <>{words}</>
        ),
      })}
    </Text>
  );
}
