import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { windowRoutes } from '@callboard/plugin-itsm-common';
import {
  Awaited,
  FailureMessage,
  RecordSection,
  refTitle,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { KindIcon } from './KindIcon';
import { windowsTranslationRef } from './translation';
import styles from './Windows.module.css';
import { WindowTime } from './WindowTimes';
import { namesInARow } from './words';

/** The freezes and maintenance windows in which a change stands; nothing if it stands in none. */
export function ChangeWindows(props: { number: string }) {
  const { t } = useTranslationRef(windowsTranslationRef);
  const { data, error, refetch } = useItsmQuery(windowRoutes.standing, {
    params: { id: props.number },
    live: true,
  });
  if (!data && !error) return <Awaited />;
  if (data && data.items.length === 0) return null;
  return (
    <RecordSection title={t('standing.title')}>
      {!data && error && (
        <FailureMessage small error={error} onRetry={() => refetch()} />
      )}
      {data && (
        <ul className={styles.standing}>
          {data.items.map(window => {
            const { key, begins, kind, title, exceptionBy = [] } = window;
            const names = exceptionBy.map(ref => refTitle(ref, data.refs));
            return (
              <li key={`${key} ${begins}`}>
                <KindIcon kind={kind} />
                <div>
                  <strong>{title}</strong>
                  <WindowTime time={window} zone={window.timezone} />
                  {kind === 'freeze' && (
                    <span>
                      {t('standing.freeze')}
                      {names.length > 0 &&
                        ` ${t('standing.by', { names: namesInARow(names) })}`}
                    </span>
                  )}
                </div>
              </li>
            );
          })}
        </ul>
      )}
    </RecordSection>
  );
}
