import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RouterLink } from '@callboard/plugin-itsm-react';
import { useServiceLevelAddresses } from '../addresses';
import { reviewTranslationRef } from './translation';

/** The way to the monthly review of a service. */
export function ReviewLink(props: { service: string }) {
  const { t } = useTranslationRef(reviewTranslationRef);
  const href = useServiceLevelAddresses().review(props.service);
  if (!href) return <></>;
  return (
    <p>
      <RouterLink to={href}>{t('title')}</RouterLink>
    </p>
  );
}
