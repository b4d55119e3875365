import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Link } from '@backstage/ui';
import type { CiAttributes } from '@callboard/plugin-itsm-common';
import { CATALOG_SOURCE, PORTAL_SOURCE } from '@callboard/plugin-itsm-common';
import { RelativeTime } from '@callboard/plugin-itsm-react';
import { useDataAddresses } from '../sources/addresses';
import styles from './Attributes.module.css';
import { ciAttributesTranslationRef } from './translation';

/** Where an item comes from if no catalog file has it, and what it means that it is out of use. */
export function Provenance(props: {
  item: CiAttributes;
  nameOf: (source: string) => string;
}) {
  const { item, nameOf } = props;
  const { t } = useTranslationRef(ciAttributesTranslationRef);
  const { duplicates } = useDataAddresses();
  const { state } = item;
  const fromSources = item.sources.filter(
    ({ key }) => key !== PORTAL_SOURCE && key !== CATALOG_SOURCE,
  );
  return (
    <>
      {item.owned && (
        <p className={styles.hint}>
          {fromSources.length > 0 ? t('provenance.from') : t('provenance.hand')}
          {fromSources.map(({ key, seenAt, missingSince }) => (
            <span key={key} className={styles.speaker}>
              {nameOf(key)}
              {', '}
              {missingSince
                ? t('provenance.missing')
                : t('provenance.seen')}{' '}
              <RelativeTime instant={missingSince ?? seenAt} />
            </span>
          ))}
        </p>
      )}
      {(state === 'stale' || state === 'retired' || state === 'merged') && (
        <Alert
          icon
          status="warning"
          title={t(`state.${state}`)}
          description={
            state === 'merged'
              ? t('state.mergedNext', {
                  duplicates: (
                    <Link href={`${duplicates}?state=merged`}>
                      {t('state.duplicates')}
                    </Link>
                  ),
                })
              : t(`state.${state}Next`)
          }
        />
      )}
    </>
  );
}
