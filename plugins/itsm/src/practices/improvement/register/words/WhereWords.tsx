import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { nameOf, normalizeRef } from '@callboard/plugin-itsm-common';
import type { KpiInfo, KpiWhere } from '@callboard/plugin-itsm-common';
import { entityTitle, useCatalogEntity } from '@callboard/plugin-itsm-react';
import { Fragment } from 'react';
import { registerTranslationRef } from '../translation';

/** What an entity is called. */
function Named(props: { entityRef: string }) {
  const entity = useCatalogEntity(props.entityRef).data;
  return (
    <span title={props.entityRef}>
      {entity ? entityTitle(entity) : nameOf(props.entityRef)}
    </span>
  );
}

/** Of what an initiative is measured: `Service: Checkout · Priority: 1, 2`. */
export function WhereWords(props: {
  where?: KpiWhere;
  /** What its dimensions and their values are called. */
  info?: Pick<KpiInfo, 'dimensions'>;
}) {
  const { where = {}, info } = props;
  const { t } = useTranslationRef(registerTranslationRef);
  const entries = Object.entries(where);
  if (entries.length === 0) return <>{t('words.ofAll')}</>;
  return (
    <>
      {entries.map(([key, values], i) => {
        const dimension = info?.dimensions.find(d => d.key === key);
        const named = (value: string) => {
          const ref =
            dimension?.entity ?? key.endsWith('Ref')
              ? normalizeRef(value)
              : undefined;
          if (ref) return <Named entityRef={ref} />;
          const labels = (dimension as { labels?: Record<string, string> })
            ?.labels;
          return labels?.[value] ?? value;
        };
        return (
          <Fragment key={key}>
            {i > 0 && ' · '}
            {dimension?.label ?? key}:{' '}
            {values.map((value, n) => (
              <Fragment key={value}>
                {n > 0 && ', '}
                {named(value)}
              </Fragment>
            ))}
          </Fragment>
        );
      })}
    </>
  );
}
