import { useEffect, useState } from 'react';
import { Link } from '@backstage/core-components';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { visitsApiRef } from '@backstage/plugin-home';
import { Skeleton, Text } from '@backstage/ui';
import { RelativeTime } from '@callboard/plugin-itsm-react';
import { RiFileListLine } from '@remixicon/react';
import { appTranslationRef } from '../translation';
import styles from './RecentlyVisited.module.css';
import { RecentThing, recentThings } from './recentVisits';

const SHOWN = 6;

/** The services and records somebody looked at last. */
export function RecentlyVisited() {
  const { t } = useTranslationRef(appTranslationRef);
  const things = useRecentThings();
  if (!things) return <Skeleton height={96} />;
  if (things.length === 0) {
    return (
      <Text as="p" color="secondary">
        {t('home.recentEmpty')}
      </Text>
    );
  }
  return (
    <ul className={styles.list}>
      {things.map(thing => (
        <li key={thing.pathname} className={styles.thing}>
          <ThingLink thing={thing} />
          <Text as="span" variant="body-small" color="secondary">
            <RelativeTime instant={thing.instant} />
          </Text>
        </li>
      ))}
    </ul>
  );
}

function ThingLink({ thing }: { thing: RecentThing }) {
  return thing.entityRef ? (
    <EntityRefLink entityRef={thing.entityRef} />
  ) : (
    <Link to={thing.pathname} className={styles.record}>
      <RiFileListLine size={16} /> {thing.number}
    </Link>
  );
}

function useRecentThings(): RecentThing[] | undefined {
  const visits = useApi(visitsApiRef);
  const [things, setThings] = useState<RecentThing[]>();
  useEffect(() => {
    let gone = false;
    visits.list({ limit: 100 }).then(
      all => !gone && setThings(recentThings(all, SHOWN)),
      // Not worth an error: the list only saves clicks.
      () => !gone && setThings([]),
    );
    return () => {
      gone = true;
    };
  }, [visits]);
  return things;
}
