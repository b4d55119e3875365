import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  ButtonLink,
  Skeleton,
  ToggleButton,
  ToggleButtonGroup,
  useBreakpoint,
} from '@backstage/ui';
import { kernelRoutes, TIER_LABELS } from '@callboard/plugin-itsm-common';
import type {
  ServiceAddress,
  ServicePage,
} from '@callboard/plugin-itsm-common';
import {
  errorSentence,
  FailureMessage,
  FollowButton,
  isNotFound,
  Pill,
  RouterLink,
  useAnchor,
  useEntityHref,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { RiAlarmWarningLine, RiArrowRightUpLine } from '@remixicon/react';
import { DateTime } from 'luxon';
import { servicesRouteRef } from '../routes';
import { Answers } from './Answers';
import { fileIncidentRouteRef } from './externalRoutes';
import { HealthPill } from './HealthPill';
import { More } from './More';
import styles from './Service.module.css';
import { servicesTranslationRef } from './translation';
import {
  SERVICE_VIEWS,
  useServicePage,
  useServiceView,
  type ServiceViewName,
} from './useServicePage';
import { Absent, BusinessView, TechnicalView } from './Views';

function ViewSwitch(props: {
  view: ServiceViewName;
  onChange: (view: ServiceViewName) => void;
}) {
  const { view, onChange } = props;
  const { t } = useTranslationRef(servicesTranslationRef);
  return (
    <ToggleButtonGroup
      aria-label={t('view.label')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[view]}
      onSelectionChange={keys => {
        const [chosen] = [...keys];
        onChange(chosen as ServiceViewName);
      }}
    >
      {SERVICE_VIEWS.map(one => (
        <ToggleButton key={one} id={one} size="small">
          {t(`view.${one}`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

/** What it is, how it does, and what one can do here. */
function Head(props: {
  page: ServicePage;
  view: ServiceViewName;
  onView: (view: ServiceViewName) => void;
  embedded?: boolean;
}) {
  const { page, view, onView, embedded } = props;
  const { ref, kind, type, tier, title, health } = page;
  const { t } = useTranslationRef(servicesTranslationRef);
  const services = useRouteRef(servicesRouteRef)?.();
  const file = useRouteRef(fileIncidentRouteRef)?.();
  const catalog = useEntityHref()(ref);
  // Beside the other buttons it is one too many for a phone, where the menu has it.
  const wide = useBreakpoint().up('md');
  const kinds: Readonly<Record<string, string>> = {
    system: t('kind.system'),
    component: t('kind.component'),
    api: t('kind.api'),
    resource: t('kind.resource'),
  };
  const words = [kinds[kind] ?? kind, type].filter(Boolean).join(' · ');
  const what = page.description ?? page.record?.purpose;
  return (
    <header className={styles.head}>
      {!embedded && services && (
        <RouterLink className={styles.back} to={services}>
          {t('back')}
        </RouterLink>
      )}
      <div className={styles.headRow}>
        <div className={styles.titleRow}>
          {embedded ? (
            <h2 className={styles.title}>{t('tab')}</h2>
          ) : (
            <h1 className={styles.title}>{title}</h1>
          )}
          <HealthPill health={health.worst} />
          <span className={styles.quiet}>{words}</span>
          {tier && <Pill tone="neutral">{TIER_LABELS[tier]}</Pill>}
        </div>
        <div className={styles.tools}>
          <ViewSwitch view={view} onChange={onView} />
          <span className={styles.actions}>
            <FollowButton entityRef={ref} />
            {catalog && !embedded && wide && (
              <ButtonLink
                size="small"
                variant="secondary"
                href={catalog}
                iconEnd={<RiArrowRightUpLine />}
              >
                {t('inCatalog')}
              </ButtonLink>
            )}
            <More
              page={page}
              catalog={embedded || wide ? undefined : catalog}
            />
            {file && (
              <ButtonLink
                size="small"
                variant="primary"
                iconStart={<RiAlarmWarningLine />}
                href={`${file}?service=${encodeURIComponent(ref)}`}
              >
                {t(page.viewer.works ? 'file' : 'report')}
              </ButtonLink>
            )}
          </span>
        </div>
      </div>
      {/* Those it is for read it in full below. */}
      {view === 'technical' && what && <p className={styles.summary}>{what}</p>}
    </header>
  );
}

/** As the page will stand: its title, its answers, its two columns. */
function Loading(props: { embedded?: boolean }) {
  const { t } = useTranslationRef(servicesTranslationRef);
  return (
    <div
      className={styles.loading}
      role="status"
      aria-busy="true"
      aria-label={t('loading')}
    >
      {!props.embedded && <Skeleton height={16} width={64} />}
      <Skeleton height={36} width="40%" />
      <Skeleton height={176} />
      <div className={styles.columns}>
        <div className={styles.column}>
          <Skeleton height={132} />
          <Skeleton height={160} />
          <Skeleton height={160} />
        </div>
        <div className={styles.column}>
          <Skeleton height={280} />
          <Skeleton height={140} />
        </div>
      </div>
    </div>
  );
}

/** What is on the page is older than it could be: it stays, and one can ask for it again. */
function Outdated(props: { error: unknown; onRetry: () => void }) {
  const { error, onRetry } = props;
  const { t } = useTranslationRef(servicesTranslationRef);
  return (
    <Alert
      role="alert"
      status="warning"
      icon
      title={t('outdated.title')}
      description={errorSentence(error)}
      customActions={
        <Button size="small" variant="secondary" onPress={onRetry}>
          {t('outdated.retry')}
        </Button>
      }
    />
  );
}

/** All there is to know of a service, for those it is for and for those who run it. */
export function ServiceBody(props: {
  address: ServiceAddress;
  /** Within the page of its entity. */
  embedded?: boolean;
}) {
  const { address, embedded } = props;
  const { t } = useTranslationRef(servicesTranslationRef);
  const services = useRouteRef(servicesRouteRef)?.();
  const { data: page, error, refetch } = useServicePage(address);
  // Whether it is followed is asked along with the page, so that its button does not come later.
  useItsmQuery(kernelRoutes.listFollowed);
  const [view, setView] = useServiceView(page?.viewer.works ?? false);
  useAnchor(page !== undefined);
  if (!page)
    return (
      <div className={embedded ? styles.embedded : styles.page}>
        {error ? (
          <FailureMessage
            error={error}
            onRetry={() => refetch()}
            actions={
              isNotFound(error) &&
              services && (
                <ButtonLink variant="secondary" href={services}>
                  {t('back')}
                </ButtonLink>
              )
            }
          />
        ) : (
          <Loading embedded={embedded} />
        )}
      </div>
    );
  return (
    <article className={embedded ? styles.embedded : styles.page}>
      {error && <Outdated error={error} onRetry={() => refetch()} />}
      <Head page={page} view={view} onView={setView} embedded={embedded} />
      {page.goneSince && (
        <Alert
          status="warning"
          icon
          title={t('gone.title', {
            date: DateTime.fromISO(page.goneSince).toLocaleString(
              DateTime.DATE_MED,
            ),
          })}
          description={
            page.viewer.works ? t('gone.next') : t('gone.nextReader')
          }
        />
      )}
      <Answers page={page} view={view} />
      {view === 'business' ? (
        <BusinessView page={page} />
      ) : (
        <TechnicalView page={page} />
      )}
      <Absent page={page} />
    </article>
  );
}
