import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { definitionRoutes } from '@callboard/plugin-itsm-common';
import {
  RecordSection,
  RelativeTime,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { useAct } from '../admin/useAct';
import styles from './Definitions.module.css';
import { definitionsTranslationRef } from './translation';

/** What is wrong in the files that definitions are read from; nothing where there are no files. */
export function Problems() {
  const { t } = useTranslationRef(definitionsTranslationRef);
  const { data } = useItsmQuery(definitionRoutes.problems, { live: true });
  const reload = useAct(definitionRoutes.reload, () => t('problems.reloaded'));
  if (!data || data.locations.length + data.items.length === 0) return null;
  return (
    <RecordSection
      title={t('problems.title')}
      actions={
        <Button
          size="small"
          variant="secondary"
          isPending={reload.isPending}
          onPress={() => reload.act({})}
        >
          {t('problems.reload')}
        </Button>
      }
    >
      {data.locations.map(place => (
        <p key={place.location} className={styles.about}>
          <code className={styles.code}>{place.location}</code>
          {' · '}
          {t('problems.files', {
            files: String(place.files),
            definitions: String(place.definitions),
          })}
          {` · ${t('problems.readAt')} `}
          <RelativeTime instant={place.readAt} />
          {place.error && ` · ${place.error}`}
        </p>
      ))}
      {data.items.length === 0 && (
        <p className={styles.about}>{t('problems.none')}</p>
      )}
      <ul className={styles.problems}>
        {data.items.map(problem => (
          <li key={`${problem.file} ${problem.line} ${problem.message}`}>
            {problem.message}
            <p className={`${styles.about} ${styles.code}`}>
              {problem.line
                ? t('problems.where', {
                    file: problem.file,
                    line: String(problem.line),
                    column: String(problem.column ?? 1),
                  })
                : problem.file}
            </p>
          </li>
        ))}
      </ul>
    </RecordSection>
  );
}
