import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Skeleton, useBreakpoint } from '@backstage/ui';
import type { StrategyPage } from '@callboard/plugin-itsm-common';
import { FailureMessage, RecordSection } from '@callboard/plugin-itsm-react';
import { RiEditLine } from '@remixicon/react';
import { lazy, Suspense, useState } from 'react';
import styles from '../Strategy.module.css';
import { strategyTranslationRef } from '../translation';
import { Progress } from '../words/Progress';
import { useMayDefine } from './useMayDefine';

const VisionDialog = lazy(async () => ({
  default: (await import('./VisionDialog')).VisionDialog,
}));

function Themes(props: { themes: StrategyPage['themes'] }) {
  const { t } = useTranslationRef(strategyTranslationRef);
  return (
    <ul className={styles.themes} aria-label={t('vision.themes')}>
      {props.themes.map(
        ({ theme = '', title, description, objectives, progress }) => (
          <li key={theme} className={styles.theme}>
            <span className={styles.themeTitle}>
              {title ?? (theme || t('vision.noTheme'))}
            </span>
            {description && <span className={styles.hint}>{description}</span>}
            <span className={styles.hint}>
              {t('vision.count', { count: objectives })}
            </span>
            {objectives > 0 && <Progress progress={progress} />}
          </li>
        ),
      )}
    </ul>
  );
}

/** Where the business wants to go, and how far the objectives of each theme are. */
export function VisionPanel(props: {
  strategy: {
    data: StrategyPage | undefined;
    error: unknown;
    refetch: () => Promise<{ data?: StrategyPage }>;
  };
}) {
  const { data, error, refetch } = props.strategy;
  const { t } = useTranslationRef(strategyTranslationRef);
  const [editing, setEditing] = useState(false);
  const mayDefine = useMayDefine();
  const narrow = useBreakpoint().down('sm');
  if (!data)
    return error ? (
      <FailureMessage small error={error} onRetry={() => refetch()} />
    ) : (
      // As high as what mostly comes, so that the list below stays where it is.
      <Skeleton height={narrow ? 560 : 265} />
    );
  const { strategy, version, source, themes } = data;
  const editable = mayDefine && source !== 'git';
  return (
    <RecordSection
      title={strategy?.title ?? t('vision.title')}
      actions={
        editable && (
          <Button
            size="small"
            variant="tertiary"
            iconStart={<RiEditLine />}
            onPress={() => setEditing(true)}
          >
            {t(strategy ? 'vision.edit' : 'vision.write')}
          </Button>
        )
      }
    >
      {!strategy && (
        <p className={styles.words}>
          {t('vision.none')} {!mayDefine && t('vision.how')}
        </p>
      )}
      {strategy && (
        <>
          <p className={styles.vision}>{strategy.vision}</p>
          {strategy.mission && (
            <p className={styles.words}>
              <b>{t('vision.mission')}</b> {strategy.mission}
            </p>
          )}
          {(strategy.horizon || source === 'git') && (
            <p className={styles.hint}>
              {[
                strategy.horizon &&
                  t('vision.horizon', { horizon: strategy.horizon }),
                source === 'git' && t('vision.git'),
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
          )}
        </>
      )}
      {themes.length > 0 && <Themes themes={themes} />}
      {editing && (
        <Suspense fallback={null}>
          <VisionDialog
            strategy={strategy}
            version={version}
            onLoadLatest={async () => (await refetch()).data?.version}
            onClose={() => setEditing(false)}
            onSaved={() => refetch()}
          />
        </Suspense>
      )}
    </RecordSection>
  );
}
