import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Skeleton, Text } from '@backstage/ui';
import { standardChangeRoutes } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  Message,
  PageBody,
  RecordSection,
  useItsmQuery,
  usePageTitle,
} from '@callboard/plugin-itsm-react';
import { RiAddLine, RiShieldCheckLine } from '@remixicon/react';
import { adminRouteRef } from '../../../core/admin/routes';
import styles from './Standard.module.css';
import { StandardRow } from './StandardRow';
import { standardTranslationRef } from './translation';

/** Standard changes with how far each is trusted, and why. */
export function StandardPage() {
  const { t } = useTranslationRef(standardTranslationRef);
  usePageTitle(t('title'));
  const admin = useRouteRef(adminRouteRef)?.();
  const { data, error, refetch } = useItsmQuery(standardChangeRoutes.list, {
    live: true,
  });
  const write = (variant: 'primary' | 'secondary') =>
    admin && (
      <ButtonLink
        variant={variant}
        iconStart={<RiAddLine />}
        href={`${admin}/definitions/new?kind=standard-change`}
      >
        {t('new')}
      </ButtonLink>
    );
  const items = data?.items ?? [];
  return (
    <PageBody
      title={t('title')}
      actions={items.length > 0 ? write('secondary') : undefined}
    >
      <Text as="p" color="secondary">
        {t('lead')}
      </Text>
      {!data && error && (
        <FailureMessage error={error} onRetry={() => refetch()} />
      )}
      {!data && !error && <Skeleton height={320} />}
      {data && items.length === 0 && (
        <Message
          title={t('none')}
          icon={<RiShieldCheckLine size={32} />}
          actions={write('primary')}
        >
          {t('noneNext')}
        </Message>
      )}
      {data && items.length > 0 && (
        <RecordSection title={t('count', { count: items.length })}>
          <ul className={styles.list}>
            {items.map(standard => (
              <StandardRow
                key={standard.key}
                standard={standard}
                refs={data.refs}
              />
            ))}
          </ul>
        </RecordSection>
      )}
    </PageBody>
  );
}
