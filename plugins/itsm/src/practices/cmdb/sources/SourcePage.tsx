import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { cmdbSourceRoutes } from '@callboard/plugin-itsm-common';
import type { CiSource } from '@callboard/plugin-itsm-common';
import {
  Message,
  Property,
  PropertyList,
  RecordSection,
  RouterLink,
  useItsmQuery,
  useUrlValues,
} from '@callboard/plugin-itsm-react';
import { RiArrowLeftLine, RiUpload2Line } from '@remixicon/react';
import { useCallback } from 'react';
import { useParams } from 'react-router-dom';
import { AdminStates } from '../../../core/admin/AdminStates';
import { Turner } from '../../../core/admin/Turner';
import { useLookEvery } from '../../../core/admin/useLookEvery';
import { keyLabel } from '../classes/attributeWords';
import { ciClassTranslationRef } from '../classes/translation';
import { useClasses } from '../classes/useClasses';
import { useDataAddresses } from './addresses';
import styles from './Data.module.css';
import { DataPage } from './DataPage';
import { LoadTable } from './LoadTable';
import { MappingTable } from './MappingTable';
import { NextLoad } from './SourcesPage';
import { ciSourcesTranslationRef } from './translation';
import { useSourceName } from './useSources';

const PAGE = 20;

function Loads(props: { source: CiSource }) {
  const { source } = props;
  const { t } = useTranslationRef(ciSourcesTranslationRef);
  const addresses = useDataAddresses();
  const url = useUrlValues();
  const query = useItsmQuery(cmdbSourceRoutes.listLoads, {
    query: { source: source.key, cursor: url.get('cursor'), limit: PAGE },
    keepPrevious: true,
    enabled: source.loads,
  });
  const running = query.data?.items.some(load => load.state === 'running');
  const { refetch } = query;
  const look = useCallback(
    () => source.loads && refetch(),
    [source.loads, refetch],
  );
  useLookEvery(running ? 2_000 : 30_000, look);
  if (!source.loads)
    return (
      <Message small title={t('page.noLoads')}>
        {t('page.noRows')}
      </Message>
    );
  return (
    <AdminStates
      query={query}
      isEmpty={({ items }) => items.length === 0}
      empty={{
        title: t('page.noLoads'),
        next: t('page.noLoadsNext'),
        actions: (
          <ButtonLink
            variant="primary"
            iconStart={<RiUpload2Line />}
            href={addresses.import(source.key)}
          >
            {t('import')}
          </ButtonLink>
        ),
      }}
    >
      {({ items, pageInfo }) => (
        <>
          <LoadTable loads={items} />
          <Turner pageInfo={pageInfo} />
        </>
      )}
    </AdminStates>
  );
}

function About(props: { source: CiSource }) {
  const { source } = props;
  const { t } = useTranslationRef(ciSourcesTranslationRef);
  const { t: tc } = useTranslationRef(ciClassTranslationRef);
  const addresses = useDataAddresses();
  const classes = useClasses();
  return (
    <PropertyList label={t('page.about')}>
      <Property label={t('page.precedence')}>
        {t('page.precedenceHint', { n: String(source.precedence) })}
        {Object.entries(source.precedenceOf).map(([key, n]) => (
          <span key={key} className={styles.about}>
            {`${t('page.precedenceOf')} ${keyLabel(key, classes, tc)}: ${n}`}
          </span>
        ))}
      </Property>
      {source.classes.length > 0 && (
        <Property label={t('column.class')}>
          {[...new Set(source.classes)].map((key, i) => (
            <span key={key}>
              {i > 0 && ', '}
              <RouterLink to={addresses.class(key)}>
                {classes.find(c => c.key === key)?.name ?? key}
              </RouterLink>
            </span>
          ))}
        </Property>
      )}
      <Property label={t('page.items')}>
        {source.items.toLocaleString('en')}
        {source.missing > 0 && (
          <span className={styles.about}>
            {t('missing', { count: source.missing } as never)}
          </span>
        )}
      </Property>
      {source.loads && (
        <>
          <Property label={t('page.onMissing')}>
            {t(`page.missing.${source.onMissing}`)}
            <span className={styles.about}>{t('page.missingHint')}</span>
          </Property>
          <Property label={t('page.pull')}>
            <NextLoad source={source} />
          </Property>
        </>
      )}
    </PropertyList>
  );
}

/** One source: its loads, how its columns are read, and how much its word counts. */
export function SourcePage() {
  const { source: key = '' } = useParams();
  const { t } = useTranslationRef(ciSourcesTranslationRef);
  const addresses = useDataAddresses();
  const query = useItsmQuery(cmdbSourceRoutes.list);
  const source = query.data?.items.find(s => s.key === key);
  const nameOf = useSourceName(query.data?.items);
  const edit = addresses.definition('ci-source', key);
  const back = (
    <ButtonLink
      size="small"
      variant="tertiary"
      iconStart={<RiArrowLeftLine />}
      href={addresses.sources}
    >
      {t('page.back')}
    </ButtonLink>
  );
  return (
    <DataPage
      page="sources"
      title={nameOf(key)}
      intro={source?.description}
      actions={
        <>
          {back}
          {source?.loads && (
            <ButtonLink
              variant="primary"
              iconStart={<RiUpload2Line />}
              href={addresses.import(key)}
            >
              {t('import')}
            </ButtonLink>
          )}
        </>
      }
    >
      <AdminStates
        query={query}
        isEmpty={() => source === undefined}
        empty={{
          title: t('page.unknown', { key }),
          next: t('page.unknownNext'),
          actions: back,
        }}
      >
        {() => (
          <div className={styles.columns}>
            <div className={styles.main}>
              <RecordSection title={t('page.loads')}>
                <Loads source={source!} />
              </RecordSection>
              {source!.loads && (
                <RecordSection
                  title={t('page.mapping')}
                  actions={
                    edit && (
                      <ButtonLink size="small" variant="tertiary" href={edit}>
                        {t('page.edit')}
                      </ButtonLink>
                    )
                  }
                >
                  <MappingTable source={source!} />
                </RecordSection>
              )}
            </div>
            <RecordSection title={t('page.about')}>
              <About source={source!} />
            </RecordSection>
          </div>
        )}
      </AdminStates>
    </DataPage>
  );
}
