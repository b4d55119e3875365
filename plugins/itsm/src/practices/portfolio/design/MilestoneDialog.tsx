import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Checkbox,
  CheckboxGroup,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
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
  problemProps,
  RefusalAlert,
  SubmitKeys,
  SubmitKeysHint,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { beginOf, endOf, toDay } from './dates';
import styles from './Design.module.css';
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
  const [title, setTitle] = useState(milestone?.title ?? '');
  const [from, setFrom] = useState(toDay(milestone?.plannedFrom));
  const [to, setTo] = useState(toDay(milestone?.plannedTo));
  const [ownerRef, setOwner] = useState(milestone?.ownerRef);
  const [state, setState] = useState<MilestoneState>(
    milestone?.state ?? 'planned',
  );
  const [goLive, setGoLive] = useState(milestone?.goLive ?? false);
  const [dependsOn, setDependsOn] = useState(milestone?.dependsOn ?? []);
  const [tried, setTried] = useState(false);
  const add = useItsmMutation(transitionRoutes.add);
  const update = useItsmMutation(transitionRoutes.update);
  const remove = useItsmMutation(transitionRoutes.remove);
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
          ifMatch: milestone.version,
        },
        { onSuccess: onClose },
      );
    else
      add.mutate(
        { params: { id: plan.number }, body: { ...body, ownerRef } },
        { onSuccess: onClose },
      );
  };
  const missing = (value: unknown) =>
    problemProps(tried && !value ? t('form.missing') : undefined);
  return (
    <Dialog
      isOpen
      isDismissable
      width={560}
      onOpenChange={open => !open && onClose()}
    >
      <DialogHeader>
        {t(milestone ? 'form.editTitle' : 'form.addTitle')}
      </DialogHeader>
      <DialogBody>
        <SubmitKeys className={styles.form} onSubmit={submit}>
          <TextField
            label={t('form.title')}
            placeholder={t('form.titleHint')}
            value={title}
            maxLength={200}
            onChange={setTitle}
            isRequired
            {...focusOnOpen()}
            {...missing(title.trim())}
          />
          <Flex gap="3">
            <TextField
              label={t('form.from')}
              type={'date' as 'text'}
              value={from}
              onChange={setFrom}
              isRequired
              {...missing(plannedFrom)}
            />
            <TextField
              label={t('form.to')}
              type={'date' as 'text'}
              value={to}
              onChange={setTo}
              isRequired
              {...(inOrder
                ? missing(plannedTo)
                : problemProps(t('form.order')))}
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
                setState((key as MilestoneState | null) ?? 'planned')
              }
            />
          )}
          <EntityPicker
            label={t('form.owner')}
            description={t('form.ownerHint')}
            kinds={['user', 'group']}
            value={ownerRef}
            onChange={setOwner}
          />
          {others.length > 0 && (
            <CheckboxGroup
              label={t('form.waitsFor')}
              value={dependsOn}
              onChange={setDependsOn}
            >
              {others.map(other => (
                <Checkbox key={other.id} value={other.id}>
                  {other.title ?? t('plan.erased')}
                </Checkbox>
              ))}
            </CheckboxGroup>
          )}
          <Checkbox isSelected={goLive} onChange={setGoLive}>
            {t('form.goLive')}
          </Checkbox>
          <RefusalAlert error={add.error ?? update.error ?? remove.error} />
        </SubmitKeys>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" isPending={isPending} onPress={submit}>
          {t('form.save')}
          <SubmitKeysHint />
        </Button>
        {milestone && (
          <Button
            variant="secondary"
            isPending={remove.isPending}
            onPress={() =>
              remove.mutate(
                { params: { id: plan.number, milestone: milestone.id } },
                { onSuccess: onClose },
              )
            }
          >
            {t('form.remove')}
          </Button>
        )}
        <Button variant="secondary" onPress={onClose}>
          {t('form.cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
