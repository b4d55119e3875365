import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Skeleton } from '@backstage/ui';
import { definitionRoutes, nameOf } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  RecordSection,
  RelativeTime,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import styles from './Definitions.module.css';
import { DefinitionState } from './DefinitionState';
import { RestoreButton } from './RestoreButton';
import { definitionsTranslationRef } from './translation';
import { VersionDiff } from './VersionDiff';

const SHOWN = 10;

/** All versions of a definition, newest first, each compared with the one before it on request. */
export function Versions(props: {
  kind: string;
  definitionKey: string;
  /** The version that an older text would follow, if one may be taken into the editor. */
  current: number | undefined;
  onRestored: () => void;
}) {
  const { kind, definitionKey: key, current } = props;
  const { t } = useTranslationRef(definitionsTranslationRef);
  const [compared, setCompared] = useState<number>();
  const [shown, setShown] = useState(SHOWN);
  const query = useItsmQuery(definitionRoutes.history, {
    params: { kind, key },
  });
  const items = query.data?.items;
  return (
    <RecordSection title={t('versions.title')}>
      {query.isPending && <Skeleton height={80} />}
      {query.error && !items && (
        <FailureMessage
          small
          error={query.error}
          onRetry={() => query.refetch()}
        />
      )}
      <ol className={styles.versions}>
        {items?.slice(0, shown).map((version, index) => (
          <li key={version.version}>
            <span className={styles.row}>
              <strong>
                {t('versions.version', { version: String(version.version) })}
              </strong>
              <DefinitionState definition={version} />
            </span>
            <span className={styles.about}>
              <RelativeTime instant={version.createdAt} />
              {version.authorRef && ` ${t('by')} ${nameOf(version.authorRef)}`}
            </span>
            <span className={styles.row}>
              {index + 1 < items.length && (
                <Button
                  size="small"
                  variant="tertiary"
                  aria-expanded={compared === version.version}
                  onPress={() =>
                    setCompared(
                      compared === version.version
                        ? undefined
                        : version.version,
                    )
                  }
                >
                  {t('versions.compare')}
                </Button>
              )}
              {current !== undefined && index > 0 && !version.removed && (
                <RestoreButton
                  kind={kind}
                  definitionKey={key}
                  version={version.version}
                  current={current}
                  onRestored={props.onRestored}
                />
              )}
            </span>
            {compared === version.version && (
              <VersionDiff
                kind={kind}
                definitionKey={key}
                from={items[index + 1].version}
                to={version.version}
              />
            )}
          </li>
        ))}
      </ol>
      {items && items.length > shown && (
        <Button
          size="small"
          variant="tertiary"
          onPress={() => setShown(shown + 50)}
        >
          {`+ ${items.length - shown}`}
        </Button>
      )}
    </RecordSection>
  );
}
