import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Link } from '@backstage/ui';
import type { CiAttributes } from '@callboard/plugin-itsm-common';
import {
  CI_SOURCE_ANNOTATION,
  PORTAL_SOURCE,
} from '@callboard/plugin-itsm-common';
import { useDataAddresses } from '../sources/addresses';
import styles from './Attributes.module.css';
import { ciAttributesTranslationRef } from './translation';

/** The sources that an entity says it is made from. */
export function sourcesOf(
  annotations: Readonly<Record<string, string>> | undefined,
): string[] {
  return (annotations?.[CI_SOURCE_ANNOTATION] ?? '')
    .split(',')
    .map(key => key.trim())
    .filter(Boolean);
}

/** Where an item comes from if no catalog file has it, and what it means that it is out of use. */
export function Provenance(props: {
  item: CiAttributes;
  sources: readonly string[];
  nameOf: (source: string) => string;
}) {
  const { item, nameOf } = props;
  const { t } = useTranslationRef(ciAttributesTranslationRef);
  const { duplicates } = useDataAddresses();
  const { state } = item;
  const others = props.sources.filter(key => key !== PORTAL_SOURCE);
  return (
    <>
      {item.owned && (
        <p className={styles.hint}>
          {others.length > 0
            ? t('provenance.sources', {
                sources: others.map(nameOf).join(', '),
              })
            : t('provenance.hand')}
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
