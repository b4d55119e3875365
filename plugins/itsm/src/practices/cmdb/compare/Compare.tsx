import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Select, Skeleton } from '@backstage/ui';
import { cmdbRoutes, REACHES } from '@callboard/plugin-itsm-common';
import {
  Message,
  useItsmQuery,
  useNow,
  useUrlValues,
} from '@callboard/plugin-itsm-react';
import { RiArrowLeftRightLine, RiHistoryLine } from '@remixicon/react';
import { useEffect } from 'react';
import { readHistoryAddress } from '../historyAddress';
import { HistoryFailure } from '../HistoryFailure';
import { instantOf, usualFrom } from '../moment';
import { BaselineNote } from '../moments/BaselineNote';
import { MomentChoice } from '../moments/MomentChoice';
import { cmdbTranslationRef } from '../translation';
import { useBaselines } from '../useBaselines';
import styles from './Compare.module.css';
import { Differences } from './Differences';

/** What differs between two moments, of an entity or of what stands around it. */
export function Compare(props: { entityRef: string }) {
  const ref = props.entityRef;
  const { t } = useTranslationRef(cmdbTranslationRef);
  const url = useUrlValues();
  const { set } = url;
  const { from, to, reach } = readHistoryAddress(url);
  const baselines = useBaselines();
  const present = useNow();
  const item = useItsmQuery(cmdbRoutes.ci, { query: { ref } });

  const begin = instantOf(from, baselines);
  const end = instantOf(to, baselines) ?? new Date(present).toISOString();
  const backwards = begin !== undefined && Date.parse(begin) > Date.parse(end);
  const difference = useItsmQuery(cmdbRoutes.difference, {
    query: { ref, reach, from, to },
    enabled: from !== undefined && !backwards,
    keepPrevious: true,
  });

  // The usual beginning moves with time; the address of what is seen must not.
  const settled = item.data !== undefined || item.error !== null;
  const knownSince = item.data?.knownSince;
  useEffect(() => {
    if (!from && settled)
      set({ from: usualFrom(knownSince, Date.now()) }, { replace: true });
  }, [from, settled, knownSince, set]);

  const { data, error } = difference;
  const fresh = data && !difference.isPlaceholderData;
  const turn = () => set({ from: to, to: from });
  return (
    <div className={styles.view}>
      <div className={styles.form}>
        <MomentChoice
          label={t('compare.from')}
          withoutNow
          value={from}
          onChange={moment => set({ from: moment })}
          baselines={baselines}
        />
        <MomentChoice
          label={t('compare.to')}
          value={to}
          onChange={moment => set({ to: moment })}
          baselines={baselines}
        />
        <Select
          label={t('compare.reach')}
          options={REACHES.map(id => ({
            id,
            label: t(`compare.reaches.${id}`),
          }))}
          value={reach}
          onChange={id => set({ reach: id === 'ci' ? undefined : String(id) })}
        />
      </div>
      <BaselineNote />
      {backwards && (
        <Message
          icon={<RiHistoryLine size={32} />}
          title={t('compare.backwards')}
          actions={
            to && (
              <Button
                variant="secondary"
                iconStart={<RiArrowLeftRightLine />}
                onPress={turn}
              >
                {t('compare.turn')}
              </Button>
            )
          }
        >
          {t('compare.backwardsNext')}
        </Message>
      )}
      {!backwards && error && !fresh && (
        <HistoryFailure error={error} onRetry={() => difference.refetch()} />
      )}
      {!backwards && !error && !data && (
        <div aria-busy="true">
          <Skeleton height={180} />
        </div>
      )}
      {!backwards && data && (fresh || !error) && (
        <div className={styles.result} aria-busy={!fresh}>
          <Differences difference={data} />
        </div>
      )}
    </div>
  );
}
