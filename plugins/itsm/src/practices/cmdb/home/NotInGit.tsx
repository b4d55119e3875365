import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import {
  RecordSection,
  RelativeTime,
  RouterLink,
} from '@callboard/plugin-itsm-react';
import { useDataAddresses } from '../sources/addresses';
import { LoadState } from '../sources/LoadState';
import { useKnownSources } from '../sources/useSources';
import styles from './HomeRows.module.css';
import { cmdbHomeTranslationRef } from './translation';

const SHOWN = 5;

/** What is not in Git: the sources and what each last brought, for those who may look after them. */
export function NotInGit() {
  const { t } = useTranslationRef(cmdbHomeTranslationRef);
  const sources = useKnownSources();
  const addresses = useDataAddresses();
  if (!sources) return null;
  return (
    <RecordSection
      title={t('sources.title')}
      actions={<Link href={addresses.sources}>{t('sources.all')}</Link>}
    >
      {sources.length === 0 && (
        <Text as="p" color="secondary">
          {t('sources.none')}
        </Text>
      )}
      <ul className={styles.rows}>
        {sources.slice(0, SHOWN).map(({ key, name, items, lastLoad }) => (
          <li key={key}>
            <RouterLink className={styles.row} to={addresses.source(key)}>
              <span className={styles.what}>
                {name}{' '}
                <span className={styles.about}>
                  {t('sources.items', { count: items })}
                </span>
              </span>
              <span className={styles.about}>
                {lastLoad ? (
                  <>
                    <RelativeTime
                      instant={lastLoad.finishedAt ?? lastLoad.startedAt}
                    />{' '}
                    <LoadState state={lastLoad.state} />
                  </>
                ) : (
                  t('sources.never')
                )}
              </span>
            </RouterLink>
          </li>
        ))}
      </ul>
    </RecordSection>
  );
}
