import {
  BreadcrumbEntry,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { ButtonLink, Skeleton } from '@backstage/ui';
import {
  changePermissions,
  kernelRoutes,
  normalizeRef,
  standardChangeRoutes,
} from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  ForWhoMay,
  Message,
  PageBody,
  useGo,
  useItsmQuery,
  usePageTitle,
  useUrlValues,
} from '@callboard/plugin-itsm-react';
import {
  changeListRouteRef,
  changeRouteRef,
  fileChangeRouteRef,
} from '../routes';
import { emptyForm } from './draft';
import type { ChangeForm } from './draft';
import { FileChangeForm } from './FileChangeForm';
import { StandardRunForm } from './StandardRunForm';
import { changeFormTranslationRef } from './translation';

/** What the form knows beforehand by its address; undefined while it is asked for. */
function useKnown(): { draftOf: string; initial: ChangeForm | undefined } {
  const url = useUrlValues();
  const { t } = useTranslationRef(changeFormTranslationRef);
  const entity = normalizeRef(url.get('entity') || url.get('service'));
  const incident = url.get('incident');
  const record = useItsmQuery(kernelRoutes.getRecord, {
    params: { id: incident },
    enabled: incident !== '',
  });
  const [start, end] = [url.get('start'), url.get('end')];
  const window = start && end ? { start, end } : {};
  const draftOf = [entity ?? '', incident, ...(start ? [start] : [])].join('/');
  if (!incident) {
    const items = entity ? [entity] : [];
    return { draftOf, initial: emptyForm({ items, window }) };
  }
  if (record.isPending) return { draftOf, initial: undefined };
  // An incident that cannot be read cannot be linked either: the form is there all the same.
  const { number, title, serviceRef } = record.data ?? {};
  const first = entity ?? serviceRef;
  return {
    draftOf,
    initial: emptyForm({
      items: first ? [first] : [],
      window,
      fromIncident: number,
      justification: number && title ? t('solves', { number, title }) : '',
    }),
  };
}

/** The form of a run of a standard change, once its template is known. */
function StandardRunOf(props: {
  template: string;
  onFiled: (number: string) => void;
}) {
  const { template: key, onFiled } = props;
  const url = useUrlValues();
  const { t } = useTranslationRef(changeFormTranslationRef);
  const normalHref = useRouteRef(fileChangeRouteRef)?.();
  const { data, error, refetch } = useItsmQuery(standardChangeRoutes.get, {
    params: { key },
  });
  const normal = normalHref && (
    <ButtonLink variant="secondary" href={normalHref}>
      {t('standard.normal')}
    </ButtonLink>
  );
  if (!data && error) {
    return (
      <FailureMessage
        error={error}
        onRetry={() => refetch()}
        actions={normal}
      />
    );
  }
  if (!data) return <Skeleton height={360} />;
  if (data.removed || !data.mayFile) {
    const why = data.removed ? 'removed' : 'notYours';
    return (
      <Message
        title={t(`standard.${why}`, { title: data.title })}
        actions={normal}
      >
        {t(`standard.${why}Next`)}
      </Message>
    );
  }
  const entity = normalizeRef(url.get('entity'));
  return (
    <StandardRunForm
      key={`${key}/${entity ?? ''}`}
      template={data}
      entity={entity}
      onFiled={onFiled}
    />
  );
}

/**
 * The page with the form. `?entity=` presets what the change touches, `?incident=` what it is to
 * solve, `?template=` the standard change that it is a run of.
 */
export function FileChangePage() {
  const { t } = useTranslationRef(changeFormTranslationRef);
  const { draftOf, initial } = useKnown();
  const template = useUrlValues().get('template');
  const changeHref = useRouteRef(changeRouteRef);
  const here = useRouteRef(fileChangeRouteRef)?.() ?? '';
  const all = useRouteRef(changeListRouteRef)?.();
  const go = useGo();
  const onFiled = (number: string) => {
    const href = changeHref?.({ number });
    if (href) go(href);
  };
  usePageTitle(t('title'));
  let form = <Skeleton height={360} />;
  if (template) form = <StandardRunOf template={template} onFiled={onFiled} />;
  else if (initial)
    form = (
      <FileChangeForm
        key={draftOf}
        draftOf={draftOf}
        initial={initial}
        onFiled={onFiled}
      />
    );
  return (
    <BreadcrumbEntry entry={{ label: t('title'), href: here }}>
      <PageBody title={t('title')}>
        <ForWhoMay
          permission={changePermissions.create}
          title={t('mayNot')}
          who={t('mayNotNext')}
          back={{ href: all, label: t('back') }}
        >
          {form}
        </ForWhoMay>
      </PageBody>
    </BreadcrumbEntry>
  );
}
