import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { cmdbHealthRoutes } from '@callboard/plugin-itsm-common';
import { RouterLink, useItsmQuery } from '@callboard/plugin-itsm-react';
import styles from '../home/ToLookAfter.module.css';
import { useHealthAddresses } from './addresses';
import { scoreWords } from './score';
import { ciHealthTranslationRef } from './translation';

const FRESH_MS = 30_000;
/** Nobody needs to know how many exactly; the page of them does. */
const COUNTED = 100;

/** How healthy the data are and what of that is the reader's, as tiles of the home of the CMDB. */
export function HealthTiles() {
  const { t } = useTranslationRef(ciHealthTranslationRef);
  const addresses = useHealthAddresses();
  const all = useItsmQuery(cmdbHealthRoutes.health, { staleTime: FRESH_MS });
  const mine = useItsmQuery(cmdbHealthRoutes.health, {
    query: { owner: 'mine' },
    staleTime: FRESH_MS,
  });
  const due = useItsmQuery(cmdbHealthRoutes.confirmations, {
    query: { limit: COUNTED },
    staleTime: FRESH_MS,
  });
  const counted = due.data && due.data.items.length;
  const tiles = [
    {
      key: 'healthy' as const,
      to: addresses.health,
      words: all.data && scoreWords(all.data.overall.scores.overall),
      failed: all.isError,
    },
    {
      key: 'findings' as const,
      to: addresses.findings({ view: 'mine' }),
      words: mine.data && mine.data.overall.findings.total.toLocaleString('en'),
      failed: mine.isError,
    },
    {
      key: 'confirm' as const,
      to: addresses.confirmations,
      words:
        counted === undefined
          ? undefined
          : `${counted}${due.data?.pageInfo.nextCursor ? '+' : ''}`,
      failed: due.isError,
    },
  ];
  return (
    <>
      {tiles.map(({ key, to, words, failed }) => (
        <RouterLink key={key} className={styles.tile} to={to}>
          <span className={styles.number}>
            {words ?? (failed ? '–' : <Skeleton height={28} />)}
          </span>{' '}
          <span className={styles.words}>{t(`tile.${key}`)}</span>
        </RouterLink>
      ))}
    </>
  );
}
