import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  ListKeysHelp,
  PageBody,
  RecordSection,
  useListKeys,
} from '@callboard/plugin-itsm-react';
import { useRef, useState } from 'react';
import { FileChangeButton } from '../FileChangeButton';
import { ChangesOf } from '../home/ChangesOf';
import { ChangeFilters } from '../list/ChangeFilters';
import { ChangeTable } from '../list/ChangeTable';
import { useChangeList } from '../list/useChangeList';
import styles from './EntityChanges.module.css';
import { ENTITY_CHANGES } from './questions';
import { entityChangesTranslationRef } from './translation';

const SHOWN = 20;

/** The changes of an entity, as a tab of its page: what runs, what comes, and what was done. */
export function EntityChanges() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(entityChangesTranslationRef);
  const container = useRef<HTMLDivElement>(null);
  const [help, setHelp] = useState(false);
  useListKeys(container, { onHelp: () => setHelp(true) });
  const ref = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
  const asked = { entity: ref, limit: SHOWN };
  const list = useChangeList(ref);
  return (
    <div ref={container}>
      <PageBody
        title={t('title')}
        embedded
        actions={<FileChangeButton entity={ref} />}
      >
        <div className={styles.parts}>
          <RecordSection title={t('upcoming')}>
            <ChangesOf
              title={t('running')}
              query={{ ...ENTITY_CHANGES.running, ...asked }}
            />
            <ChangesOf
              query={{ ...ENTITY_CHANGES.upcoming, ...asked }}
              none={t('nonePlanned')}
            />
          </RecordSection>
          <RecordSection title={t('recent')}>
            <ChangesOf
              query={{ ...ENTITY_CHANGES.recent, ...asked }}
              none={t('noneRecent')}
            />
          </RecordSection>
          <section className={styles.parts} aria-labelledby="all-changes">
            <h2 id="all-changes" className={styles.title}>
              {t('everything')}
            </h2>
            <ChangeFilters list={list} withoutService />
            <ChangeTable list={list} entity={ref} />
          </section>
        </div>
      </PageBody>
      <ListKeysHelp isOpen={help} onOpenChange={setHelp} />
    </div>
  );
}
