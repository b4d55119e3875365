import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef, useEntity } from '@backstage/plugin-catalog-react';
import { Skeleton } from '@backstage/ui';
import {
  entityTitle,
  FailureMessage,
  Message,
  PageBody,
  useUrlValues,
  ViewTabs,
} from '@callboard/plugin-itsm-react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { RiNodeTree } from '@remixicon/react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { diagramOf, LEVELS } from './diagram';
import { readLandscape } from './landscape';
import { Picture } from './Picture';
import { architectureTranslationRef } from './translation';

const KEPT_MS = 60_000;

/** The architecture of a system or a domain, drawn from the catalog: as a tab of its page. */
export function EntityArchitecture() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(architectureTranslationRef);
  const catalog = useApi(catalogApiRef);
  const url = useUrlValues();
  const level = LEVELS.find(l => l === url.get('level')) ?? 'context';
  const name = entityTitle(entity);
  const isDomain = entity.kind.toLocaleLowerCase('en-US') === 'domain';
  const landscape = useQuery({
    queryKey: [
      'itsm-landscape',
      stringifyEntityRef(entity),
      entity.metadata.etag,
    ],
    staleTime: KEPT_MS,
    queryFn: () => readLandscape(catalog, entity),
  });
  const { data } = landscape;
  const diagram = useMemo(() => data && diagramOf(data, level), [data, level]);
  const says = {
    context: t('says.context', { name }),
    containers: isDomain
      ? t('says.containersOfDomain', { name })
      : t('says.containersOfSystem', { name }),
    resources: t('says.resources', { name }),
  }[level];
  const isEmpty =
    diagram && diagram.nodes.every(({ id }) => id === diagram.root.ref);
  return (
    <PageBody title={t('title')} embedded>
      <ViewTabs
        label={t('levels.label')}
        current={level}
        views={LEVELS.map(id => ({ id, label: t(`levels.${id}`) }))}
        hrefOf={({ id }) => (id === 'context' ? '?' : `?level=${id}`)}
      />
      {landscape.error && !data && (
        <FailureMessage
          error={landscape.error}
          onRetry={() => landscape.refetch()}
        />
      )}
      {!landscape.error && !diagram && (
        <div aria-busy="true">
          <Skeleton height={420} />
        </div>
      )}
      {isEmpty && (
        <Message
          icon={<RiNodeTree size={32} />}
          title={t(`empty.${level}`, { name })}
        >
          {isDomain ? t('empty.domain') : t('empty.system')}
        </Message>
      )}
      {diagram && data && !isEmpty && (
        <Picture
          diagram={diagram}
          says={says}
          partsLeftOut={data.partsLeftOut}
        />
      )}
    </PageBody>
  );
}
