import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink } from '@backstage/ui';
import { cmdbSourceRoutes } from '@callboard/plugin-itsm-common';
import type { CiLoad } from '@callboard/plugin-itsm-common';
import {
  isNotFound,
  Message,
  Pill,
  RecordSection,
  RelativeTime,
  useItsmQuery,
  useNow,
} from '@callboard/plugin-itsm-react';
import { RiArrowLeftLine, RiUpload2Line } from '@remixicon/react';
import { useQueryClient } from '@tanstack/react-query';
import { useParams } from 'react-router-dom';
import { AdminStates } from '../../../core/admin/AdminStates';
import { durationWords } from '../../../core/admin/durationWords';
import { useLookEvery } from '../../../core/admin/useLookEvery';
import { useDataAddresses } from './addresses';
import { CountTiles } from './CountTiles';
import styles from './Data.module.css';
import { DataPage } from './DataPage';
import { LoadState } from './LoadState';
import { Outcome } from './Outcome';
import { keptOutcome } from './outcome';
import { Problems } from './Problems';
import { Progress } from './Progress';
import { ciSourcesTranslationRef } from './translation';
import { useKnownSources, useSourceName } from './useSources';
import { WhoLoaded } from './WhoLoaded';

function Running(props: { load: CiLoad }) {
  const { t } = useTranslationRef(ciSourcesTranslationRef);
  const since = useNow() - Date.parse(props.load.startedAt);
  return (
    <Progress label={t('load.running', { time: durationWords(since) })}>
      {t('load.runningNext')}
    </Progress>
  );
}

/** One load: how it went, what it did, and the rows that were not taken. */
export function LoadPage() {
  const { source: key = '', id = '' } = useParams();
  const { t } = useTranslationRef(ciSourcesTranslationRef);
  const addresses = useDataAddresses();
  const name = useSourceName(useKnownSources())(key);
  const query = useItsmQuery(cmdbSourceRoutes.getLoad, { params: { id } });
  const kept = keptOutcome(useQueryClient(), id);
  useLookEvery(query.data?.state === 'running' ? 2_000 : 60_000, query.refetch);
  const back = (
    <ButtonLink
      size="small"
      variant="tertiary"
      iconStart={<RiArrowLeftLine />}
      href={addresses.source(key)}
    >
      {name}
    </ButtonLink>
  );
  return (
    <DataPage
      page="sources"
      title={t('load.title', { name })}
      actions={
        <>
          {back}
          <ButtonLink
            variant="secondary"
            iconStart={<RiUpload2Line />}
            href={addresses.import(key)}
          >
            {t('load.again')}
          </ButtonLink>
        </>
      }
    >
      {query.error && !query.data && isNotFound(query.error) ? (
        <Message title={t('load.unknown')} actions={back}>
          {t('page.noLoadsNext')}
        </Message>
      ) : (
        <AdminStates query={query} isEmpty={() => false} empty={{ title: '' }}>
          {load => (
            <>
              <div className={styles.row}>
                <LoadState state={load.state} />
                <RelativeTime instant={load.startedAt} />
                <WhoLoaded actorRef={load.actorRef} />
                {load.finishedAt &&
                  t('took', {
                    time: durationWords(
                      Date.parse(load.finishedAt) - Date.parse(load.startedAt),
                    ),
                  })}
                {load.complete && <Pill tone="neutral">{t('complete')}</Pill>}
              </div>
              {load.state === 'running' && <Running load={load} />}
              {load.message && (
                <Alert
                  icon
                  status={load.state === 'failed' ? 'danger' : 'warning'}
                  title={load.message}
                  description={
                    load.state === 'failed' ? t('load.failedNext') : undefined
                  }
                />
              )}
              {kept ? (
                <RecordSection title={t('load.result')}>
                  <Outcome result={kept} />
                </RecordSection>
              ) : (
                load.state !== 'running' && (
                  <>
                    <CountTiles counts={load.counts} />
                    <RecordSection title={t('load.problems')}>
                      <Problems
                        source={key}
                        problems={load.problems}
                        all={load.counts.bad}
                      />
                    </RecordSection>
                    <p className={styles.intro}>{t('load.changesGone')}</p>
                  </>
                )
              )}
            </>
          )}
        </AdminStates>
      )}
    </DataPage>
  );
}
