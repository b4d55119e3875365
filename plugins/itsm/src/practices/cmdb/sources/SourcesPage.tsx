import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { cmdbSourceRoutes } from '@callboard/plugin-itsm-common';
import type { CiSource } from '@callboard/plugin-itsm-common';
import {
  RelativeTime,
  RouterLink,
  useItsmQuery,
  useNow,
} from '@callboard/plugin-itsm-react';
import { RiAddLine, RiUpload2Line } from '@remixicon/react';
import { AdminStates } from '../../../core/admin/AdminStates';
import { AdminTable } from '../../../core/admin/AdminTable';
import { durationWords } from '../../../core/admin/durationWords';
import { useLookEvery } from '../../../core/admin/useLookEvery';
import { useClasses } from '../classes/useClasses';
import { useDataAddresses } from './addresses';
import { countWords } from './countWords';
import styles from './Data.module.css';
import { DataPage } from './DataPage';
import { LoadState } from './LoadState';
import { nextLoad } from './nextLoad';
import { ciSourcesTranslationRef } from './translation';
import { useSourceName } from './useSources';
import { WhoLoaded } from './WhoLoaded';

const None = () => <span className={styles.none}>–</span>;

/** When a source is fetched next. */
export function NextLoad(props: { source: CiSource }) {
  const { source } = props;
  const { t } = useTranslationRef(ciSourcesTranslationRef);
  const next = nextLoad(source, useNow());
  if (!source.loads) return <None />;
  if (!source.pulled)
    return <span className={styles.short}>{t('next.manual')}</span>;
  return (
    <>
      {next === 'due' && t('next.due')}
      {typeof next === 'number' && (
        <RelativeTime instant={new Date(next).toISOString()} />
      )}
      {source.everyMinutes && (
        <span className={styles.about}>
          {t('next.every', {
            time: durationWords(source.everyMinutes * 60_000),
          })}
        </span>
      )}
    </>
  );
}

/** What a source last brought: how it went, when, by whom, and what it did. */
function LastLoad(props: { source: CiSource }) {
  const { lastLoad, key } = props.source;
  const { t } = useTranslationRef(ciSourcesTranslationRef);
  const addresses = useDataAddresses();
  if (!lastLoad) return props.source.loads ? <>{t('never')}</> : <None />;
  return (
    <>
      <span className={styles.row}>
        <LoadState state={lastLoad.state} />
        <RouterLink to={addresses.load(key, lastLoad.id)}>
          <RelativeTime instant={lastLoad.startedAt} />
        </RouterLink>
        <WhoLoaded actorRef={lastLoad.actorRef} />
      </span>
      <span className={styles.about}>
        {lastLoad.message ?? countWords(lastLoad.counts, t)}
      </span>
    </>
  );
}

/** Where configuration items come from: precedence, what each last brought, and when next. */
export function SourcesPage() {
  const { t } = useTranslationRef(ciSourcesTranslationRef);
  const addresses = useDataAddresses();
  const query = useItsmQuery(cmdbSourceRoutes.list);
  const classes = useClasses();
  const nameOf = useSourceName(query.data?.items);
  const running = query.data?.items.some(s => s.lastLoad?.state === 'running');
  useLookEvery(running ? 2_000 : 30_000, query.refetch);
  const write = addresses.newDefinition('ci-source');
  const add = (variant: 'primary' | 'secondary') =>
    write && (
      <ButtonLink variant={variant} iconStart={<RiAddLine />} href={write}>
        {t('add')}
      </ButtonLink>
    );
  const canImport = query.data?.items.some(s => s.loads);
  return (
    <DataPage
      page="sources"
      title={t('title')}
      intro={t('intro')}
      actions={
        query.data && (
          <>
            {add('secondary')}
            {canImport && (
              <ButtonLink
                variant="primary"
                iconStart={<RiUpload2Line />}
                href={addresses.import()}
              >
                {t('import')}
              </ButtonLink>
            )}
          </>
        )
      }
    >
      <AdminStates
        query={query}
        isEmpty={({ items }) => items.length === 0}
        empty={{
          title: t('empty'),
          next: t('emptyNext'),
          actions: add('primary'),
        }}
      >
        {({ items }) => (
          <AdminTable
            label={t('title')}
            items={items}
            idOf={s => s.key}
            columns={[
              {
                id: 'source',
                label: t('column.source'),
                render: s => (
                  <>
                    <RouterLink
                      className={styles.strong}
                      to={addresses.source(s.key)}
                    >
                      {nameOf(s.key)}
                    </RouterLink>
                    {s.description && (
                      <span className={styles.about}>{s.description}</span>
                    )}
                  </>
                ),
              },
              {
                id: 'precedence',
                label: t('column.precedence'),
                align: 'right',
                render: s => s.precedence,
              },
              {
                id: 'class',
                label: t('column.class'),
                render: s =>
                  [...new Set(s.classes)]
                    .map(key => classes.find(c => c.key === key)?.name ?? key)
                    .join(', ') || <None />,
              },
              {
                id: 'items',
                label: t('column.items'),
                align: 'right',
                render: s => (
                  <>
                    {s.items.toLocaleString('en')}
                    {s.missing > 0 && (
                      <span className={styles.about}>
                        {t('missing', { count: s.missing } as never)}
                      </span>
                    )}
                  </>
                ),
              },
              {
                id: 'last',
                label: t('column.last'),
                render: s => <LastLoad source={s} />,
              },
              {
                id: 'next',
                label: t('column.next'),
                render: s => <NextLoad source={s} />,
              },
            ]}
            actions={s =>
              s.loads && (
                <ButtonLink
                  size="small"
                  variant="secondary"
                  aria-label={t('importInto', { name: nameOf(s.key) })}
                  href={addresses.import(s.key)}
                >
                  {t('import')}
                </ButtonLink>
              )
            }
          />
        )}
      </AdminStates>
    </DataPage>
  );
}
