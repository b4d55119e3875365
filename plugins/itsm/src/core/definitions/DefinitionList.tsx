import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Checkbox, SearchField, Select } from '@backstage/ui';
import { definitionRoutes } from '@callboard/plugin-itsm-common';
import {
  Pill,
  RefLabel,
  RelativeTime,
  RouterLink,
  useItsmQuery,
  useUrlValues,
} from '@callboard/plugin-itsm-react';
import { RiAddLine } from '@remixicon/react';
import styles from '../admin/AdminPart.module.css';
import { AdminStates } from '../admin/AdminStates';
import { AdminTable } from '../admin/AdminTable';
import { adminRouteRef } from '../admin/routes';
import { Turner } from '../admin/Turner';
import { DefinitionState } from './DefinitionState';
import { Problems } from './Problems';
import { definitionsTranslationRef } from './translation';

const ALL = 'all';

/** All definitions, by kind and words, and what is wrong in the files they are read from. */
export function DefinitionList() {
  const { t } = useTranslationRef(definitionsTranslationRef);
  const url = useUrlValues();
  const base = `${useRouteRef(adminRouteRef)?.() ?? ''}/definitions`;
  const kind = url.get('kind');
  const removed = url.get('removed') === 'true';
  const kinds = useItsmQuery(definitionRoutes.kinds, { staleTime: 60_000 });
  const query = useItsmQuery(definitionRoutes.list, {
    query: {
      kind,
      q: url.get('q'),
      removed: removed || undefined,
      cursor: url.get('cursor'),
      limit: 25,
    },
    keepPrevious: true,
    live: true,
  });
  const labelOf = (id: string) =>
    kinds.data?.items.find(k => k.kind === id)?.label ?? id;
  const addHref = `${base}/new${kind && `?kind=${kind}`}`;
  const add = (
    <ButtonLink variant="primary" iconStart={<RiAddLine />} href={addHref}>
      {t('add')}
    </ButtonLink>
  );
  return (
    <div className={styles.part}>
      <p className={styles.intro}>{t('intro')}</p>
      <div className={styles.bar}>
        <div className={styles.filters}>
          <SearchField
            aria-label={t('search')}
            placeholder={t('search')}
            defaultValue={url.get('q')}
            onChange={q => url.set({ q, cursor: undefined })}
          />
          <Select
            aria-label={t('kinds')}
            options={[
              { id: ALL, label: t('all') },
              ...(kinds.data?.items ?? []).map(k => ({
                id: k.kind,
                label: k.label,
              })),
            ]}
            value={kind || ALL}
            onChange={key =>
              url.set({
                kind: key === ALL ? undefined : String(key),
                cursor: undefined,
              })
            }
          />
          <Checkbox
            isSelected={removed}
            onChange={on =>
              url.set({ removed: on ? 'true' : undefined, cursor: undefined })
            }
          >
            {t('removedToo')}
          </Checkbox>
        </div>
        {add}
      </div>
      <Problems />
      <AdminStates
        query={query}
        isEmpty={data => data.items.length === 0}
        empty={{
          title: t('list.empty'),
          next: t('list.emptyNext'),
          actions: add,
        }}
      >
        {data => (
          <>
            <AdminTable
              label={t('back')}
              items={data.items}
              idOf={d => `${d.kind}/${d.key}`}
              columns={[
                {
                  id: 'title',
                  label: t('list.title'),
                  render: d => (
                    <>
                      <RouterLink to={`${base}/${d.kind}/${d.key}`}>
                        {d.title}
                      </RouterLink>
                      <span className={`${styles.about} ${styles.code}`}>
                        {d.key}
                      </span>
                    </>
                  ),
                },
                {
                  id: 'kind',
                  label: t('list.kind'),
                  render: d => labelOf(d.kind),
                },
                {
                  id: 'state',
                  label: t('list.state'),
                  render: d => <DefinitionState definition={d} />,
                },
                {
                  id: 'version',
                  label: t('list.version'),
                  align: 'right',
                  render: d => d.version,
                },
                {
                  id: 'source',
                  label: t('list.source'),
                  render: d => (
                    <>
                      <Pill tone={d.source === 'git' ? 'info' : 'neutral'}>
                        {t(`source.${d.source}`)}
                      </Pill>
                      {d.file && (
                        <span className={`${styles.about} ${styles.code}`}>
                          {d.file}
                        </span>
                      )}
                    </>
                  ),
                },
                {
                  id: 'changed',
                  label: t('list.changed'),
                  render: d => (
                    <>
                      <RelativeTime instant={d.createdAt} />
                      {d.authorRef && d.source === 'portal' && (
                        <span className={styles.about}>
                          <RefLabel entityRef={d.authorRef} refs={data.refs} />
                        </span>
                      )}
                    </>
                  ),
                },
              ]}
            />
            <Turner pageInfo={data.pageInfo} />
          </>
        )}
      </AdminStates>
    </div>
  );
}
