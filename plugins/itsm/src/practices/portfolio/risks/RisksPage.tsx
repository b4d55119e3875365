import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { ButtonLink, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import {
  riskLifecycle,
  riskPermissions,
  riskRoutes,
} from '@callboard/plugin-itsm-common';
import type { Lifecycle, RiskSummary } from '@callboard/plugin-itsm-common';
import {
  RecordListPage,
  RefLabel,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import type { RecordBulkSpec } from '@callboard/plugin-itsm-react';
import { RiAddLine } from '@remixicon/react';
import { lazy, Suspense } from 'react';
import { newRiskRouteRef, riskRouteRef } from '../routes';
import { RISK_BULK_LIFECYCLE, RISK_RECORD_FIELDS } from './fields';
import { LevelPill } from './LevelPill';
import { isInRiskRows, useRiskList } from './list/riskList';
import type { RiskList, RiskView } from './list/riskList';
import { isReviewDue, useRiskColumns } from './list/useRiskColumns';
import styles from './Risks.module.css';
import { risksTranslationRef } from './translation';

// What is opened only when somebody asks for it loads then.
const RiskPanel = lazy(async () => ({
  default: (await import('./record/RiskPanel')).RiskPanel,
}));
const HeatMap = lazy(async () => ({
  default: (await import('./list/HeatMap')).HeatMap,
}));
const Candidates = lazy(async () => ({
  default: (await import('./candidates/Candidates')).Candidates,
}));

const LOOKS = ['list', 'heat', 'candidates'] as const;
type Look = (typeof LOOKS)[number];

const BULK: RecordBulkSpec = {
  lifecycle: RISK_BULK_LIFECYCLE,
  fields: RISK_RECORD_FIELDS,
  editable: [
    'serviceRef',
    'ownerRef',
    'assigneeRef',
    'riskCategory',
    'likelihood',
    'impact',
    'reviewEvery',
    'visibility',
  ],
  clearable: ['serviceRef', 'assigneeRef', 'riskCategory'],
  route: riskRoutes.bulk,
};

const lookOf = ({ url }: RiskList): Look =>
  LOOKS.find(look => look === url.get('look')) ?? 'list';

/**
 * The list, the heat map of it, or what the data say is missing from it. That is for whoever can take it up; who
 * opened it by its address sees where they are.
 */
function LookSwitch(props: { list: RiskList }) {
  const { list } = props;
  const { t } = useTranslationRef(risksTranslationRef);
  const { allowed } = usePermission({ permission: riskPermissions.create });
  const current = lookOf(list);
  const looks = LOOKS.filter(
    look => look !== 'candidates' || allowed || look === current,
  );
  return (
    <ToggleButtonGroup
      aria-label={t('look.label')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[current]}
      onSelectionChange={keys => {
        const look = String([...keys][0]);
        list.change({ look: look === 'list' ? undefined : look });
      }}
    >
      {looks.map(look => (
        <ToggleButton key={look} id={look}>
          {t(`look.${look}`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

/** Goes to the form, for whoever may write a risk down. */
function FileRiskButton() {
  const { t } = useTranslationRef(risksTranslationRef);
  const href = useRouteRef(newRiskRouteRef)?.();
  const { allowed } = usePermission({ permission: riskPermissions.create });
  if (!href || !allowed) return null;
  return (
    <ButtonLink variant="primary" iconStart={<RiAddLine />} href={href}>
      {t('file')}
    </ButtonLink>
  );
}

/** The risk register. */
export function RisksPage() {
  const { t } = useTranslationRef(risksTranslationRef);
  const hrefOf = useRouteRef(riskRouteRef);
  const list = useRiskList();
  const refs = list.page?.refs;
  const columns = useRiskColumns(list.columns, refs);
  const assign = useItsmMutation(riskRoutes.assignToMe);
  const Other = { list: undefined, heat: HeatMap, candidates: Candidates }[
    lookOf(list)
  ];
  return (
    <RecordListPage<RiskSummary>
      list={list}
      title={t('title')}
      about={t('about')}
      lifecycle={riskLifecycle as Lifecycle}
      columns={columns}
      isInRows={isInRiskRows}
      viewLabel={view => t(`view.${view as RiskView}`)}
      emptyTitle={t('empty.title')}
      emptyWords={
        list.isFiltered
          ? t('empty.filtered')
          : t(`empty.${list.queue as RiskView}`)
      }
      begin={<FileRiskButton />}
      beginHref={useRouteRef(newRiskRouteRef)?.()}
      hrefOf={number => hrefOf?.({ number })}
      cardFacts={row => (
        <>
          <LevelPill score={row.currentScore} />
          {isReviewDue(row) && (
            <span className={styles.late}>⚠ {t('due')}</span>
          )}
          {row.serviceRef && (
            <RefLabel entityRef={row.serviceRef} refs={refs} plain />
          )}
        </>
      )}
      withService
      withFields
      above={<LookSwitch list={list} />}
      instead={
        Other && (
          <Suspense fallback={null}>
            <Other question={list.question} />
          </Suspense>
        )
      }
      Panel={RiskPanel}
      bulk={BULK}
      assign={({ number }) => assign.mutateAsync({ params: { id: number } })}
    />
  );
}
