import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Alert, Button, Text } from '@backstage/ui';
import { windowWords } from '@callboard/plugin-itsm-common';
import type { Initiative, KpiUnit } from '@callboard/plugin-itsm-common';
import {
  Awaited,
  errorSentence,
  focusOnOpen,
  LevelBar,
  RecordSection,
  RouterLink,
  XmrChart,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { useImprovementAddresses } from '../../addresses';
import { useKpiList } from '../../kpis/useKpis';
import { progressOf, valueWords } from '../words/progress';
import { useKpiNames } from '../words/useKpiNames';
import { VerdictNow } from '../words/VerdictOf';
import { WhereWords } from '../words/WhereWords';
import { dayWords } from './dayWords';
import { EditMeasure } from './EditMeasure';
import styles from './Record.module.css';
import { initiativeTranslationRef } from './translation';
import { useCourse } from './useCourse';
import type { InitiativeOnPage } from './useInitiative';
import { Windows } from './Windows';

const FIXED = ['implement', 'achieved', 'closed', 'abandoned'];

/** Before, now and target, how far that is, and why it is not achieved yet. */
function Numbers(props: { initiative: Initiative; unit?: KpiUnit }) {
  const { initiative, unit } = props;
  const { t } = useTranslationRef(initiativeTranslationRef);
  const { kpiUnit = unit, measureEvery = 'month', currentFrom } = initiative;
  const said = (value: number | undefined) => valueWords(value, kpiUnit);
  const progress = progressOf(initiative);
  const percent = progress === undefined ? 0 : Math.round(100 * progress);
  const counted = (count: number) =>
    t('measure.of', { count: count.toLocaleString('en-US') } as never);
  return (
    <>
      <dl className={styles.numbers}>
        <div>
          <dt>{t('measure.before')}</dt>
          <dd>
            <b>{said(initiative.baselineValue)}</b>
            {initiative.baselineCount !== undefined && (
              <span>{counted(initiative.baselineCount)}</span>
            )}
          </dd>
        </div>
        <div>
          <dt>{t('measure.now')}</dt>
          <dd>
            <b>{said(initiative.currentValue)}</b>
            <span>
              {currentFrom
                ? windowWords(Date.parse(currentFrom), measureEvery)
                : t('measure.notYet')}
            </span>
          </dd>
        </div>
        <div>
          <dt>{t('measure.target')}</dt>
          <dd>
            <b>{said(initiative.target)}</b>
          </dd>
        </div>
      </dl>
      {progress !== undefined && (
        <div className={styles.way}>
          <LevelBar percent={percent} level={progress >= 1 ? 'good' : 'fair'} />
          <Text variant="body-small" color="secondary">
            {t('measure.progress', { percent: `${percent} %` })}
          </Text>
          <VerdictNow initiative={initiative} />
        </div>
      )}
    </>
  );
}

/** Why it is not achieved, in the words in which it would be refused. */
function WhyNot(props: { initiative: Initiative; nextAt?: string }) {
  const { initiative, nextAt } = props;
  const { t } = useTranslationRef(initiativeTranslationRef);
  const offer = initiative.viewer.transitions.find(
    ({ name }) => name === 'achieve',
  );
  if (initiative.status !== 'implement' || !offer?.reason) return null;
  return (
    <Alert
      status="info"
      icon
      title={t('measure.why')}
      description={`${offer.reason} ${
        nextAt ? t('measure.next', { day: dayWords(nextAt) }) : ''
      }`}
    />
  );
}

/** The number of an initiative: what it was, is, and is to be, and how it has gone. */
export function MeasurePanel(props: {
  initiative: Initiative;
  page: InitiativeOnPage;
}) {
  const { initiative, page } = props;
  const { t } = useTranslationRef(initiativeTranslationRef);
  const toast = useApi(toastApiRef);
  const addresses = useImprovementAddresses();
  const nameOf = useKpiNames();
  const kpis = useKpiList();
  const [editing, setEditing] = useState(false);
  const [edited, setEdited] = useState(false);
  const [now] = useState(() => Date.now());
  const { info, zone, grain, answers } = useCourse(initiative, now);
  const measures = page.measures.data;
  const { kpi, viewer, status } = initiative;
  const worker = viewer.standing.includes('worker') && viewer.canUpdate;
  const canChoose =
    viewer.canEdit && !FIXED.includes(status) && kpis.data !== undefined;
  const [main, newest] = answers.data ?? [];
  const measureNow = async () => {
    try {
      await page.measureNow();
      toast.post({
        title: t('measure.measured'),
        status: 'success',
        timeout: 4_000,
      });
    } catch (e) {
      toast.post({ title: errorSentence(e), status: 'danger' });
    }
  };
  const tools = (
    <span className={styles.tools}>
      {canChoose && !editing && (
        <Button
          size="small"
          variant="secondary"
          onPress={() => setEditing(true)}
          {...(edited && focusOnOpen())}
        >
          {t(kpi ? 'measure.change' : 'measure.choose')}
        </Button>
      )}
      {worker && ['implement', 'achieved'].includes(status) && (
        <Button
          size="small"
          variant="secondary"
          isPending={page.isMeasuring}
          onPress={measureNow}
        >
          {t('measure.measureNow')}
        </Button>
      )}
    </span>
  );
  return (
    <RecordSection title={t('measure.title')} actions={tools}>
      <div className={styles.stack}>
        {editing && (
          <EditMeasure
            initiative={initiative}
            page={page}
            kpis={kpis.data?.items.filter(({ awaits }) => !awaits) ?? []}
            zone={zone}
            onDone={() => {
              setEditing(false);
              setEdited(true);
            }}
          />
        )}
        {!editing && !kpi && (
          <Text as="p" color="secondary">
            {t('measure.none')}
          </Text>
        )}
        {!editing && kpi && (
          <>
            <p className={styles.about}>
              <RouterLink to={addresses.kpi(kpi, initiative.kpiWhere)}>
                {nameOf(kpi, initiative.statistic)}
              </RouterLink>
              <span>
                <WhereWords where={initiative.kpiWhere} info={info} />
              </span>
            </p>
            <Numbers initiative={initiative} unit={info?.unit} />
            <WhyNot initiative={initiative} nextAt={measures?.nextAt} />
            {info && main?.series && (
              <XmrChart
                title={info.purpose}
                unit={info.unit}
                direction={
                  info.direction === 'neutral'
                    ? initiative.direction ?? 'neutral'
                    : info.direction
                }
                grain={grain}
                zone={zone}
                points={main.series}
                target={initiative.target}
                others={
                  newest?.series && [
                    { label: t('measure.newest'), points: newest.series },
                  ]
                }
              />
            )}
            {measures && (
              <Windows initiative={initiative} measures={measures} />
            )}
            {(kpis.isLoading ||
              answers.isLoading ||
              page.measures.isLoading) && <Awaited />}
          </>
        )}
      </div>
    </RecordSection>
  );
}
