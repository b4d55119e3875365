import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, Button, Text } from '@backstage/ui';
import { lazy, Suspense, useState } from 'react';
import styles from './Aside.module.css';
import { AsideRecord } from './AsideRecord';
import type { IncidentDraft } from './draft';
import { incidentFormTranslationRef } from './translation';
import { useSimilar } from './useSimilar';

const JoinDialog = lazy(async () => ({
  default: (await import('./JoinInsteadDialog')).JoinInsteadDialog,
}));

/**
 * What is open already and may be the same, to join instead of to file it again. Whoever says that
 * theirs is different is asked again only about incidents they have not seen.
 */
export function SimilarIncidents(props: {
  draft: IncidentDraft;
  onJoined: (number: string) => void;
}) {
  const { draft, onJoined } = props;
  const { t } = useTranslationRef(incidentFormTranslationRef);
  const [different, setDifferent] = useState<readonly string[]>([]);
  const [joining, setJoining] = useState<string>();
  const { data } = useSimilar(draft.serviceRef, draft.title);
  const items = (data?.items ?? []).filter(({ id }) => !different.includes(id));
  return (
    <div aria-live="polite">
      {items.length > 0 && (
        <Box
          as="section"
          bg="neutral"
          className={styles.card}
          aria-label={t('similar.title')}
        >
          <h2 className={styles.title}>{t('similar.title')}</h2>
          <Text as="p" variant="body-small" color="secondary">
            {t('similar.hint')}
          </Text>
          <ul className={styles.list}>
            {items.map(record => (
              <AsideRecord
                key={record.id}
                record={record}
                about={
                  <>
                    {record.sameEntity && (
                      <span>{t('similar.sameEntity')}</span>
                    )}
                    {record.sharedWords.length > 0 && (
                      <span title={record.sharedWords.join(', ')}>
                        {t('similar.sharedWords')}
                      </span>
                    )}
                  </>
                }
                actions={
                  <div>
                    <Button
                      size="small"
                      variant="secondary"
                      aria-label={t('similar.joinNamed', {
                        number: record.number,
                      })}
                      onPress={() => setJoining(record.number)}
                    >
                      {t('similar.join')}
                    </Button>
                  </div>
                }
              />
            ))}
          </ul>
          <Button
            size="small"
            variant="tertiary"
            onPress={() =>
              setDifferent([...different, ...items.map(({ id }) => id)])
            }
          >
            {t('similar.different')}
          </Button>
        </Box>
      )}
      {joining && (
        <Suspense fallback={null}>
          <JoinDialog
            number={joining}
            draft={draft}
            onJoined={onJoined}
            onClose={() => setJoining(undefined)}
          />
        </Suspense>
      )}
    </div>
  );
}
