import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { CiClaimValue } from '@callboard/plugin-itsm-common';
import { RefLabel } from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { DateTime } from 'luxon';
import { Fragment } from 'react';
import type { AttributeView } from './attributeWords';
import { ciClassTranslationRef } from './translation';
import { useClasses } from './useClasses';

const REFS = ['owner', 'system', 'dependsOn', 'entity'];

function NameOfClass(props: { classKey: string }) {
  const found = useClasses().find(c => c.key === props.classKey);
  return <>{found?.name ?? props.classKey}</>;
}

/** A value of an item for reading: numbers with their unit, days as dates, entities by title. */
export function CiValue(props: {
  /** The attribute or what every item has: `owner`, `dependsOn`… */
  name: string;
  attribute?: Pick<AttributeView, 'type' | 'unit'>;
  value: CiClaimValue | undefined;
  refs?: Refs;
}) {
  const { name, attribute, value, refs } = props;
  const { t } = useTranslationRef(ciClassTranslationRef);
  if (value === undefined || value === '')
    return (
      <span style={{ color: 'var(--bui-fg-secondary)' }}>{t('nothing')}</span>
    );
  if (typeof value === 'boolean') return <>{value ? t('yes') : t('no')}</>;
  if (Array.isArray(value)) {
    return (
      <>
        {value.map((ref, i) => (
          <Fragment key={ref}>
            {i > 0 && ', '}
            <RefLabel entityRef={ref} refs={refs} />
          </Fragment>
        ))}
      </>
    );
  }
  if (name === 'class') return <NameOfClass classKey={String(value)} />;
  if (attribute?.type === 'ref' || (!attribute && REFS.includes(name)))
    return <RefLabel entityRef={String(value)} refs={refs} />;
  switch (attribute?.type) {
    case 'number':
      return (
        <span style={{ fontVariantNumeric: 'tabular-nums' }}>
          {Number(value).toLocaleString('en', { maximumFractionDigits: 20 })}
          {attribute.unit && ` ${attribute.unit}`}
        </span>
      );
    case 'date':
      return (
        <time dateTime={String(value)}>
          {DateTime.fromISO(String(value)).toLocaleString(DateTime.DATE_MED)}
        </time>
      );
    case 'url':
      return (
        <Link href={String(value)} target="_blank" rel="noopener noreferrer">
          {String(value).replace(/^https?:\/\//, '')}
        </Link>
      );
    default:
      return <>{String(value)}</>;
  }
}
