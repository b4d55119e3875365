import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Select, TextField } from '@backstage/ui';
import {
  businessObjectiveRoutes,
  KEY_RESULT_DIRECTIONS,
  kpiReadPermission,
  kpiRoutes,
  MEASURED_EVERY,
  targetFault,
} from '@callboard/plugin-itsm-common';
import type {
  KeyResult,
  KeyResultDirection,
  KeyResultWindow,
} from '@callboard/plugin-itsm-common';
import {
  EntityPicker,
  focusOnOpen,
  FormDialog,
  problemProps,
  ServicePicker,
  useFormDraft,
  useItsmMutation,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import styles from '../Strategy.module.css';
import { strategyTranslationRef } from '../translation';
import { readAmount, writeAmount } from '../words/amounts';

const MANUAL = 'manual';

/** Asks what will be so, from where to where, and who or what says so. */
export function KeyResultDialog(props: {
  number: string;
  /** What is edited; a new one if absent. */
  keyResult?: KeyResult;
  onShown: (told: unknown) => void;
  onClose: () => void;
}) {
  const { number, keyResult, onShown, onClose } = props;
  const { t } = useTranslationRef(strategyTranslationRef);
  const { allowed } = usePermission({ permission: kpiReadPermission });
  const kpis = useItsmQuery(kpiRoutes.list, {
    enabled: allowed,
    staleTime: 60_000,
  });
  const draft = useFormDraft(
    `key-result/${keyResult?.id ?? number}`,
    {
      title: keyResult?.title ?? '',
      kpi: keyResult?.kpi ?? MANUAL,
      serviceRef: keyResult?.kpiWhere?.serviceRef?.[0],
      every: keyResult?.every ?? ('month' as KeyResultWindow),
      start: writeAmount(keyResult?.start, keyResult?.kpiUnit),
      target: writeAmount(keyResult?.target, keyResult?.kpiUnit),
      unit: keyResult?.unit ?? '',
      direction: keyResult?.direction ?? ('up' as KeyResultDirection),
      ownerRef: keyResult?.ownerRef,
    },
    keyResult?.version,
  );
  const { form, change } = draft;
  const [tried, setTried] = useState(false);
  const add = useItsmMutation(businessObjectiveRoutes.addKeyResult);
  const edit = useItsmMutation(businessObjectiveRoutes.changeKeyResult);
  const isPending = add.isPending || edit.isPending;

  const measurable = kpis.data?.items.filter(({ awaits }) => !awaits) ?? [];
  const kpi = measurable.find(({ key }) => key === form.kpi);
  const kpiUnit = form.kpi === MANUAL ? undefined : kpi?.unit;
  const start = readAmount(form.start, kpiUnit);
  const target = readAmount(form.target, kpiUnit);
  const isWrong =
    start !== undefined &&
    target !== undefined &&
    targetFault({ start, target, direction: form.direction }) !== undefined;
  const numberProblem = (value: number | undefined) =>
    tried && value === undefined
      ? t('keyResult.form.missingNumber')
      : undefined;
  const unitHint = { duration: 'hours', percent: 'percent' }[
    kpiUnit as 'duration' | 'percent'
  ] as 'hours' | 'percent' | undefined;
  const hint = unitHint && {
    description: t('keyResult.form.in', {
      unit: t(`keyResult.form.${unitHint}`),
    }),
  };

  const submit = () => {
    setTried(true);
    const title = form.title.trim();
    if (!title || start === undefined || target === undefined || isWrong)
      return;
    if (isPending) return;
    const isManual = form.kpi === MANUAL;
    const common = { title, start, target, direction: form.direction };
    const onSuccess = (told: unknown) => {
      draft.clear();
      onShown(told);
      onClose();
    };
    if (!keyResult) {
      add.mutate(
        {
          params: { id: number },
          body: {
            ...common,
            unit: (isManual && form.unit.trim()) || undefined,
            ownerRef: form.ownerRef,
            kpi: isManual ? undefined : form.kpi,
            kpiWhere:
              isManual || !form.serviceRef
                ? undefined
                : { serviceRef: [form.serviceRef] },
            every: isManual ? undefined : form.every,
          },
        },
        { onSuccess },
      );
      return;
    }
    const measured = isManual
      ? { kpi: keyResult.kpi ? null : undefined }
      : {
          kpi: form.kpi,
          kpiWhere: form.serviceRef ? { serviceRef: [form.serviceRef] } : null,
          every: form.every,
        };
    edit.mutate(
      {
        params: { id: number, keyResult: keyResult.id },
        body: {
          ...common,
          unit: (isManual && form.unit.trim()) || null,
          ownerRef: form.ownerRef ?? null,
          ...measured,
        },
        ifMatch: draft.version,
      },
      { onSuccess },
    );
  };

  return (
    <FormDialog
      title={t(keyResult ? 'keyResult.form.edit' : 'keyResult.form.add')}
      width={600}
      className={styles.form}
      draft={draft}
      error={add.error ?? edit.error}
      submit={t('keyResult.form.save')}
      isPending={isPending}
      onSubmit={submit}
      cancel={t('keyResult.form.cancel')}
      onClose={onClose}
    >
      <TextField
        label={t('keyResult.form.title')}
        placeholder={t('keyResult.form.titleHint')}
        value={form.title}
        maxLength={200}
        isRequired
        onChange={title => change({ title })}
        {...focusOnOpen()}
        {...problemProps(
          tried && !form.title.trim()
            ? t('keyResult.form.missingTitle')
            : undefined,
        )}
      />
      {(measurable.length > 0 || keyResult?.kpi) && (
        <Select
          label={t('keyResult.form.kpi')}
          searchable
          options={[
            { id: MANUAL, label: t('keyResult.form.manual') },
            ...measurable.map(({ key, name }) => ({
              id: key,
              label: name,
            })),
          ]}
          value={form.kpi}
          onChange={key => {
            const chosen = measurable.find(one => one.key === key);
            const better = chosen?.direction;
            change({
              kpi: String(key ?? MANUAL),
              ...(better === 'up' || better === 'down'
                ? { direction: better }
                : {}),
            });
          }}
        />
      )}
      {kpi && (
        <div className={styles.level}>
          <Select
            label={t('keyResult.form.every')}
            options={MEASURED_EVERY.map(one => ({
              id: one.value,
              label: one.label,
            }))}
            value={form.every}
            onChange={every => change({ every: every as KeyResultWindow })}
          />
          {kpi.dimensions.some(({ key }) => key === 'serviceRef') && (
            <ServicePicker
              label={t('keyResult.form.service')}
              value={form.serviceRef}
              onChange={serviceRef => change({ serviceRef })}
            />
          )}
        </div>
      )}
      <div className={styles.level}>
        <TextField
          label={t('keyResult.form.start')}
          inputMode="decimal"
          value={form.start}
          isRequired
          onChange={value => change({ start: value })}
          {...hint}
          {...problemProps(numberProblem(start))}
        />
        <TextField
          label={t('keyResult.form.target')}
          inputMode="decimal"
          value={form.target}
          isRequired
          onChange={value => change({ target: value })}
          {...hint}
          {...problemProps(
            isWrong ? t('keyResult.form.wrongWay') : numberProblem(target),
          )}
        />
      </div>
      <div className={styles.level}>
        <Select
          label={t('keyResult.form.direction')}
          options={KEY_RESULT_DIRECTIONS.map(one => ({
            id: one.value,
            label: one.label,
          }))}
          value={form.direction}
          onChange={key => change({ direction: key as KeyResultDirection })}
        />
        {form.kpi === MANUAL && (
          <TextField
            label={t('keyResult.form.unit')}
            value={form.unit}
            maxLength={40}
            onChange={unit => change({ unit })}
          />
        )}
      </div>
      <EntityPicker
        label={t('keyResult.form.owner')}
        kinds={['user', 'group']}
        value={form.ownerRef}
        onChange={ownerRef => change({ ownerRef })}
      />
    </FormDialog>
  );
}
