import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  standardChangeRoutes,
  type Change,
} from '@callboard/plugin-itsm-common';
import { Property, useItsmQuery } from '@callboard/plugin-itsm-react';
import { changeField } from '../fields';
import { standardChangesRouteRef } from '../routes';
import { StatePill } from './StatePill';
import styles from './Standard.module.css';
import { standardTranslationRef } from './translation';

/** The standard change that a change is a run of, and how far it is trusted now. */
export function OfTemplate(props: { change: Change }) {
  const { templateKey } = props.change;
  const { t } = useTranslationRef(standardTranslationRef);
  const href = useRouteRef(standardChangesRouteRef)?.();
  const { data } = useItsmQuery(standardChangeRoutes.get, {
    params: { key: templateKey ?? '' },
    enabled: templateKey !== undefined,
    staleTime: 60_000,
  });
  if (!templateKey) return null;
  const title = data?.title ?? templateKey;
  return (
    <Property label={changeField('templateKey').label}>
      <span className={styles.ofTemplate}>
        {href ? <Link href={href}>{title}</Link> : title}
        {data && <StatePill standing={data} />}
        {data?.removed && <span>{t('part.removed')}</span>}
      </span>
    </Property>
  );
}
