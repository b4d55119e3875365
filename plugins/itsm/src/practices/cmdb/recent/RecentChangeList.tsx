import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Skeleton, Text } from '@backstage/ui';
import { cmdbRoutes } from '@callboard/plugin-itsm-common';
import type { CiChanges, RefInfo } from '@callboard/plugin-itsm-common';
import {
  Awaited,
  Message,
  RefLabel,
  refTitle,
  RelativeTime,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { cmdbTranslationRef } from '../translation';
import { HistoryFailure } from '../HistoryFailure';
import { useHistoryHref } from '../useHistoryHref';
import { instantWords } from '../words/instantWords';
import { summary } from '../words/summary';
import styles from './Recent.module.css';
import { recentChanges } from './recentChanges';

function useChanges(
  ref: string | undefined,
  hours: number,
  before: string | undefined,
) {
  return useItsmQuery(cmdbRoutes.changes, {
    query: { ref, hours, before },
    enabled: ref !== undefined,
    live: before === undefined,
  });
}

/** Where a history is shorter than the time looked at, "nothing changed" says less than it seems. */
function useBeginning(entityRef: string, from: string, enabled: boolean) {
  const { t } = useTranslationRef(cmdbTranslationRef);
  const { data, isLoading } = useItsmQuery(cmdbRoutes.history, {
    query: { ref: entityRef, limit: 1 },
    enabled,
  });
  const since = data?.knownSince;
  const words =
    since &&
    Date.parse(since) > Date.parse(from) &&
    t('recent.begins', { at: instantWords(since) });
  return { words, isLoading };
}

function Found(props: {
  answers: ReadonlyArray<{ ref: string; changes: CiChanges }>;
  none: string;
  known: Record<string, RefInfo>;
  exactTimes: boolean;
}) {
  const { answers, none, known, exactTimes } = props;
  const { t } = useTranslationRef(cmdbTranslationRef);
  const historyHref = useHistoryHref();
  const recent = recentChanges(answers.map(({ changes }) => changes));
  const { shown, more } = recent;
  const refs = { ...known, ...recent.refs };
  const looked: string[] = answers.map(({ ref, changes }) =>
    t('recent.looked', { name: refTitle(ref, refs), count: changes.looked }),
  );
  const [{ ref: first, changes }] = answers;
  const beginning = useBeginning(first, changes.from, shown.length === 0);
  if (recent.truncated) looked.push(t('recent.truncated'));
  return (
    <>
      {shown.length === 0 && (
        <Message small title={none}>
          {looked.join(' ')} {beginning.words}
        </Message>
      )}
      {beginning.isLoading && <Awaited />}
      {shown.length > 0 && (
        <>
          <ul className={styles.rows}>
            {shown.map(event => (
              <li key={event.position} className={styles.row}>
                <span className={styles.what}>
                  <RefLabel entityRef={event.ref} refs={refs} />{' '}
                  <span className={styles.words}>
                    {summary(event, refs, t)}
                  </span>
                </span>
                <span className={styles.when}>
                  {exactTimes ? (
                    <time dateTime={event.at}>{instantWords(event.at)}</time>
                  ) : (
                    <RelativeTime instant={event.at} />
                  )}
                </span>
              </li>
            ))}
          </ul>
          <Text as="p" variant="body-small" color="secondary">
            {more > 0 && `${t('recent.more', { count: more })}. `}
            {looked.join(' ')}
          </Text>
        </>
      )}
      <p className={styles.links}>
        {answers.map(({ ref }) => {
          const href = historyHref(ref);
          return (
            href && (
              <Link key={ref} href={href}>
                {t('recent.all', { name: refTitle(ref, refs) })}
              </Link>
            )
          );
        })}
      </p>
    </>
  );
}

/** What changed lately of an entity and of what it depends on, and of a second one, newest first. */
export function RecentChangeList(props: {
  entityRef: string;
  second?: string;
  hours: number;
  /** Looks back from this instant; from now if absent. */
  before?: string;
  /** What the entities are called, which an answer without changes does not say. */
  known: Record<string, RefInfo>;
  /** Said when nothing changed. */
  none: string;
}) {
  const { entityRef, second, hours, before, known, none } = props;
  const first = useChanges(entityRef, hours, before);
  const other = useChanges(second, hours, before);
  const asked = second === undefined ? [first] : [first, other];
  const failed = asked.find(({ error, data }) => error && !data);
  if (failed) {
    return (
      <HistoryFailure
        small
        error={failed.error}
        onRetry={() => asked.forEach(query => query.refetch())}
      />
    );
  }
  if (!first.data || (second !== undefined && !other.data)) {
    return (
      <div aria-busy="true">
        <Skeleton height={48} />
        <Awaited />
      </div>
    );
  }
  const answers = [{ ref: entityRef, changes: first.data }];
  if (second !== undefined && other.data)
    answers.push({ ref: second, changes: other.data });
  return (
    <Found
      answers={answers}
      none={none}
      known={known}
      exactTimes={before !== undefined}
    />
  );
}
