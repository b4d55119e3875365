import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink } from '@backstage/ui';
import { kernelRoutes } from '@callboard/plugin-itsm-common';
import { useItsmQuery, useRecordHref } from '@callboard/plugin-itsm-react';
import { incidentRecordTranslationRef } from './translation';

/** Says that an incident was joined with another one, and leads there. */
export function JoinedBanner(props: { number: string }) {
  const { t } = useTranslationRef(incidentRecordTranslationRef);
  const hrefOf = useRecordHref();
  // The links of the side column ask the same; it is one call.
  const { data } = useItsmQuery(kernelRoutes.listLinks, {
    params: { id: props.number },
    live: true,
  });
  const joined = data?.items.find(
    link => link.kind === 'duplicate-of' && link.direction === 'out',
  )?.record;
  if (!joined) return null;
  const href = hrefOf(joined);
  return (
    <Alert
      status="info"
      icon
      title={`${t('joined.title', { number: joined.number })}: ${joined.title}`}
      description={t('joined.note')}
      customActions={
        href && (
          <ButtonLink size="small" variant="secondary" href={href}>
            {t('joined.open', { number: joined.number })}
          </ButtonLink>
        )
      }
    />
  );
}
