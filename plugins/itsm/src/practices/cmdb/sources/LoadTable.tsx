import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import type { CiLoad } from '@callboard/plugin-itsm-common';
import { Pill, RelativeTime } from '@callboard/plugin-itsm-react';
import { AdminTable } from '../../../core/admin/AdminTable';
import { durationWords } from '../../../core/admin/durationWords';
import { instantWords } from '../words/instantWords';
import { useDataAddresses } from './addresses';
import { countWords } from './countWords';
import styles from './Data.module.css';
import { LoadState } from './LoadState';
import { ciSourcesTranslationRef } from './translation';
import { WhoLoaded } from './WhoLoaded';

/** Loads of a source, the newest first. */
export function LoadTable(props: { loads: readonly CiLoad[] }) {
  const { t } = useTranslationRef(ciSourcesTranslationRef);
  const addresses = useDataAddresses();
  return (
    <AdminTable
      label={t('page.loads')}
      items={props.loads}
      idOf={load => load.id}
      columns={[
        {
          id: 'state',
          label: t('column.state'),
          render: load => <LoadState state={load.state} />,
        },
        {
          id: 'started',
          label: t('column.started'),
          render: load => (
            <>
              <RelativeTime instant={load.startedAt} />
              {load.finishedAt && (
                <span className={styles.about}>
                  {t('took', {
                    time: durationWords(
                      Date.parse(load.finishedAt) - Date.parse(load.startedAt),
                    ),
                  })}
                </span>
              )}
            </>
          ),
        },
        {
          id: 'by',
          label: t('column.by'),
          render: load => <WhoLoaded actorRef={load.actorRef} />,
        },
        {
          id: 'counts',
          label: t('column.counts'),
          render: load => (
            <>
              {countWords(load.counts, t)}{' '}
              {load.complete && <Pill tone="neutral">{t('complete')}</Pill>}
              {load.message && (
                <span
                  className={
                    load.state === 'failed' ? styles.fault : styles.about
                  }
                >
                  {load.message}
                </span>
              )}
            </>
          ),
        },
      ]}
      actions={load => (
        <ButtonLink
          size="small"
          variant="secondary"
          aria-label={t('page.detailsOf', { at: instantWords(load.startedAt) })}
          href={addresses.load(load.source, load.id)}
        >
          {t('page.details')}
        </ButtonLink>
      )}
    />
  );
}
