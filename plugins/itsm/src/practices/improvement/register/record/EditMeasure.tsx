import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex } from '@backstage/ui';
import type { Initiative, KpiInfo } from '@callboard/plugin-itsm-common';
import {
  RefusalAlert,
  SubmitKeys,
  SubmitKeysHint,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import {
  isWeakTarget,
  measureFormOf,
  measureToSend,
  previewOf,
  targetOf,
} from '../form/measure';
import { MeasureInputs } from '../form/MeasureInputs';
import { PreviewPanel } from '../form/PreviewPanel';
import { initiativeFormTranslationRef } from '../form/translation';
import { usePreview } from '../form/usePreview';
import styles from './Record.module.css';
import { initiativeTranslationRef } from './translation';
import type { InitiativeOnPage } from './useInitiative';

/** Chooses what is measured and the target, with what it was beside it. */
export function EditMeasure(props: {
  initiative: Initiative;
  page: InitiativeOnPage;
  kpis: readonly KpiInfo[];
  zone: string;
  onDone: () => void;
}) {
  const { initiative, page, kpis, zone, onDone } = props;
  const { t } = useTranslationRef(initiativeTranslationRef);
  const { t: ofForm } = useTranslationRef(initiativeFormTranslationRef);
  const [form, setForm] = useState(() => measureFormOf(initiative, zone));
  const [version, setVersion] = useState(initiative.version);
  const [now] = useState(() => Date.now());
  const [error, setError] = useState<unknown>();
  const [pending, setPending] = useState(false);
  const [tried, setTried] = useState(false);
  const context = { ...initiative, zone, now };
  const info = kpis.find(({ key }) => key === form.kpi);
  const preview = usePreview(previewOf(form, context));
  const found = preview.data?.kpi.key === form.kpi ? preview.data : undefined;
  const problems = tried
    ? {
        target:
          form.target.trim() && targetOf(form, info) === undefined
            ? ofForm('problem.target')
            : undefined,
        days:
          form.baseline === 'own' &&
          !(form.from && form.to && form.from <= form.to)
            ? ofForm('problem.days')
            : undefined,
      }
    : {};
  const save = async () => {
    setTried(true);
    const isWrong =
      form.kpi &&
      ((form.target.trim() && targetOf(form, info) === undefined) ||
        (form.baseline === 'own' &&
          !(form.from && form.to && form.from <= form.to)));
    if (pending || isWrong || isWeakTarget(form, info, found)) return;
    setPending(true);
    try {
      const said = measureToSend(form, context, info);
      const patch = {
        kpi: null,
        kpiWhere: null,
        statistic: null,
        baselineFrom: null,
        baselineTo: null,
        target: null,
        ...Object.fromEntries(
          Object.entries(said).filter(([, value]) => value !== undefined),
        ),
      };
      await page.save(patch as never, version);
      onDone();
    } catch (e) {
      setError(e);
    } finally {
      setPending(false);
    }
  };
  return (
    <SubmitKeys className={styles.stack} onSubmit={save} onEscape={onDone}>
      <MeasureInputs
        form={form}
        onChange={setForm}
        context={context}
        kpis={kpis}
        found={found}
        problems={problems}
      />
      <PreviewPanel
        form={form}
        found={found}
        error={preview.error}
        onRetry={() => preview.refetch()}
        target={targetOf(form, info)}
        zone={zone}
      />
      <RefusalAlert
        error={error}
        onLoadLatest={async () => {
          setVersion((await page.loadLatest()) ?? version);
          setError(undefined);
        }}
      />
      <Flex gap="2">
        <Button variant="primary" isPending={pending} onPress={save}>
          {t('save')}
          <SubmitKeysHint />
        </Button>
        <Button variant="tertiary" onPress={onDone}>
          {t('cancel')}
        </Button>
      </Flex>
    </SubmitKeys>
  );
}
