import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Skeleton, Text } from '@backstage/ui';
import { cmdbRoutes } from '@callboard/plugin-itsm-common';
import type { CiState } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  Message,
  useItsmQuery,
  useNow,
  useUrlValues,
} from '@callboard/plugin-itsm-react';
import { RiHistoryLine } from '@remixicon/react';
import { useCallback } from 'react';
import { historySearch, readHistoryAddress } from '../historyAddress';
import { HistoryFailure, NothingKnown } from '../HistoryFailure';
import { instantOf } from '../moment';
import type { Moment } from '../moment';
import { BaselineNote } from '../moments/BaselineNote';
import { MomentChoice } from '../moments/MomentChoice';
import { cmdbTranslationRef } from '../translation';
import { useBaselines } from '../useBaselines';
import { instantWords } from '../words/instantWords';
import styles from './AsOf.module.css';
import { fieldsThen, relationsThen } from './comparedToNow';
import { MomentSlider } from './MomentSlider';
import { StateThen } from './StateThen';

const MARKED = 200;

function NotThere(props: { at: string; knownSince: string }) {
  const { at, knownSince } = props;
  const { t } = useTranslationRef(cmdbTranslationRef);
  if (Date.parse(at) < Date.parse(knownSince)) {
    return (
      <Message
        icon={<RiHistoryLine size={32} />}
        title={t('asOf.beforeHistory')}
      >
        {t('asOf.beforeHistoryNext', { at: instantWords(knownSince) })}
      </Message>
    );
  }
  return (
    <Message icon={<RiHistoryLine size={32} />} title={t('asOf.notThere')}>
      {t('asOf.notThereNext', {
        history: <Link href={historySearch({})}>{t('asOf.history')}</Link>,
      })}
    </Message>
  );
}

function Shown(props: { then: CiState; now: CiState; isNow: boolean }) {
  const { then, now, isNow } = props;
  const { t } = useTranslationRef(cmdbTranslationRef);
  const fields = fieldsThen(then, now);
  const relations = relationsThen(then, now);
  const count =
    fields.filter(f => f.differs).length +
    relations.filter(r => r.state !== 'same').length;
  const { validFrom, validTo } = then;
  return (
    <>
      <div role="status">
        <Text as="p" weight="bold">
          {isNow
            ? t('asOf.isNow')
            : t('asOf.shown', { at: instantWords(then.at) })}
          {!isNow &&
            ` · ${count === 0 ? t('asOf.same') : t('asOf.differs', { count })}`}
        </Text>
        {validFrom && (
          <Text as="p" color="secondary">
            {validTo
              ? t('asOf.between', {
                  from: instantWords(validFrom),
                  to: instantWords(validTo),
                })
              : t('asOf.since', { from: instantWords(validFrom) })}
          </Text>
        )}
      </div>
      <StateThen
        fields={fields}
        relations={relations}
        refs={{ ...now.refs, ...then.refs }}
      />
    </>
  );
}

/** An entity as it was at a moment of its history. */
export function AsOf(props: { entityRef: string }) {
  const ref = props.entityRef;
  const { t } = useTranslationRef(cmdbTranslationRef);
  const url = useUrlValues();
  const { at } = readHistoryAddress(url);
  const baselines = useBaselines();
  const present = useNow();
  const now = useItsmQuery(cmdbRoutes.ci, { query: { ref }, live: true });
  const then = useItsmQuery(cmdbRoutes.ci, {
    query: { ref, at },
    enabled: at !== undefined,
    keepPrevious: true,
  });
  const history = useItsmQuery(cmdbRoutes.history, {
    query: { ref, limit: MARKED },
  });
  const { set } = url;
  const choose = useCallback(
    (moment: Moment | undefined) => set({ at: moment }, { replace: true }),
    [set],
  );
  const asked = at === undefined ? now : then;
  if (now.error && !now.data) {
    return <HistoryFailure error={now.error} onRetry={() => now.refetch()} />;
  }
  if (!now.data) {
    return (
      <div className={styles.view} aria-busy="true">
        <Skeleton height={120} />
        <Skeleton height={280} />
      </div>
    );
  }
  const { knownSince } = now.data;
  if (!knownSince) {
    return <NothingKnown />;
  }
  const span = {
    from: Date.parse(knownSince),
    to: Math.max(
      present,
      Date.parse(now.data.at),
      Date.parse(knownSince) + 1000,
    ),
  };
  const state = asked.data;
  return (
    <div className={styles.view}>
      <div className={styles.choice}>
        <MomentChoice
          label={t('asOf.when')}
          value={at}
          onChange={choose}
          baselines={baselines}
        />
        <MomentSlider
          span={span}
          events={history.data?.items ?? []}
          hasEarlier={history.data?.pageInfo.nextCursor !== undefined}
          value={instantOf(at, baselines)}
          onChange={choose}
        />
        <BaselineNote />
      </div>
      {asked.error && !(state && !asked.isPlaceholderData) && (
        <FailureMessage error={asked.error} onRetry={() => asked.refetch()} />
      )}
      {!asked.error && !state && (
        <div aria-busy="true">
          <Skeleton height={280} />
        </div>
      )}
      {!asked.error && state && (
        <div className={styles.state} aria-busy={asked.isPlaceholderData}>
          {state.there ? (
            <Shown then={state} now={now.data} isNow={at === undefined} />
          ) : (
            <NotThere at={state.at} knownSince={knownSince} />
          )}
        </div>
      )}
    </div>
  );
}
