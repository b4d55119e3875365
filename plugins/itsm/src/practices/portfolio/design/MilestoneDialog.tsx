import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Checkbox,
  CheckboxGroup,
  Flex,
  Select,
  TextField,
} from '@backstage/ui';
import {
  MILESTONE_STATES,
  transitionRoutes,
} from '@callboard/plugin-itsm-common';
import type {
  Milestone,
  MilestoneState,
  TransitionPlan,
} from '@callboard/plugin-itsm-common';
import {
  EntityPicker,
  focusOnOpen,
  FormDialog,
  problemProps,
  useFormDraft,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { beginOf, endOf, toDay } from './dates';
import styles from './Design.module.css';
import { RemoveMilestone } from './RemoveMilestone';
import { designTranslationRef } from './translation';

/** Adds a milestone, or changes one. */
export function MilestoneDialog(props: {
  plan: Pick<TransitionPlan, 'number' | 'milestones'>;
  /** Absent for a new one. */
  milestone?: Milestone;
  onClose: () => void;
}) {
  const { plan, milestone, onClose } = props;
  const { t } = useTranslationRef(designTranslationRef);
  const draft = useFormDraft(
    `milestone/${milestone?.id ?? plan.number}`,
    {
      title: milestone?.title ?? '',
      from: toDay(milestone?.plannedFrom),
      to: toDay(milestone?.plannedTo),
      ownerRef: milestone?.ownerRef,
      state: milestone?.state ?? ('planned' as MilestoneState),
      goLive: milestone?.goLive ?? false,
      dependsOn: milestone?.dependsOn ?? [],
    },
    milestone?.version,
  );
  const { form, change } = draft;
  const { title, from, to, ownerRef, state, goLive, dependsOn } = form;
  const done = () => {
    draft.clear();
    onClose();
  };
  const [tried, setTried] = useState(false);
  const add = useItsmMutation(transitionRoutes.add);
  const update = useItsmMutation(transitionRoutes.update);
  const [removing, setRemoving] = useState(false);
  const isPending = add.isPending || update.isPending;
  const plannedFrom = beginOf(from);
  const plannedTo = endOf(to);
  const inOrder = !plannedFrom || !plannedTo || plannedFrom <= plannedTo;
  const others = plan.milestones.filter(({ id }) => id !== milestone?.id);
  const submit = () => {
    setTried(true);
    if (!title.trim() || !plannedFrom || !plannedTo || !inOrder || isPending)
      return;
    const body = {
      title: title.trim(),
      plannedFrom,
      plannedTo,
      goLive,
      dependsOn,
    };
    if (milestone)
      update.mutate(
        {
          params: { id: plan.number, milestone: milestone.id },
          body: { ...body, state, ownerRef: ownerRef ?? null },
          ifMatch: draft.version,
        },
        { onSuccess: done },
      );
    else
      add.mutate(
        { params: { id: plan.number }, body: { ...body, ownerRef } },
        { onSuccess: done },
      );
  };
  const missing = (value: unknown) =>
    problemProps(tried && !value ? t('form.missing') : undefined);
  return (
    <>
      <FormDialog
        title={t(milestone ? 'form.editTitle' : 'form.addTitle')}
        width={560}
        className={styles.form}
        draft={draft}
        error={add.error ?? update.error}
        submit={t('form.save')}
        isPending={isPending}
        onSubmit={submit}
        cancel={t('form.cancel')}
        onClose={onClose}
        more={
          milestone && (
            <Button variant="secondary" onPress={() => setRemoving(true)}>
              {t('form.remove')}
            </Button>
          )
        }
      >
        <TextField
          label={t('form.title')}
          placeholder={t('form.titleHint')}
          value={title}
          maxLength={200}
          onChange={text => change({ title: text })}
          isRequired
          {...focusOnOpen()}
          {...missing(title.trim())}
        />
        <Flex gap="3">
          <TextField
            label={t('form.from')}
            type={'date' as 'text'}
            value={from}
            onChange={text => change({ from: text })}
            isRequired
            {...missing(plannedFrom)}
          />
          <TextField
            label={t('form.to')}
            type={'date' as 'text'}
            value={to}
            onChange={text => change({ to: text })}
            isRequired
            {...(inOrder ? missing(plannedTo) : problemProps(t('form.order')))}
          />
        </Flex>
        {milestone && (
          <Select
            label={t('form.state')}
            options={MILESTONE_STATES.map(({ value, label }) => ({
              value,
              label,
            }))}
            value={state}
            onChange={key =>
              change({ state: (key as MilestoneState | null) ?? 'planned' })
            }
          />
        )}
        <EntityPicker
          label={t('form.owner')}
          description={t('form.ownerHint')}
          kinds={['user', 'group']}
          value={ownerRef}
          onChange={ref => change({ ownerRef: ref })}
        />
        {others.length > 0 && (
          <CheckboxGroup
            label={t('form.waitsFor')}
            value={dependsOn}
            onChange={ids => change({ dependsOn: ids })}
          >
            {others.map(other => (
              <Checkbox key={other.id} value={other.id}>
                {other.title ?? t('plan.erased')}
              </Checkbox>
            ))}
          </CheckboxGroup>
        )}
        <Checkbox isSelected={goLive} onChange={is => change({ goLive: is })}>
          {t('form.goLive')}
        </Checkbox>
      </FormDialog>
      {milestone && removing && (
        <RemoveMilestone
          plan={plan}
          milestone={milestone}
          onRemoved={done}
          onClose={() => setRemoving(false)}
        />
      )}
    </>
  );
}
