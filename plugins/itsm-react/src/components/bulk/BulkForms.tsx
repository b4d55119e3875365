import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Checkbox,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Select,
} from '@backstage/ui';
import type { FieldDefinition } from '@callboard/plugin-itsm-common';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { focusOnOpen } from '../../hooks/focusOnOpen';
import { itsmReactTranslationRef } from '../../translation';
import { FieldInput } from '../fields/FieldInput';
import type { FieldValue } from '../fields/FieldInput';
import { SubmitKeys, SubmitKeysHint } from '../fields/SubmitKeys';
import styles from './BulkBar.module.css';
import { bulkFields, bulkTransitions } from './bulkTransitions';
import type { BulkDeed, BulkItem, BulkSpec } from './types';

/** A step that somebody fills in, and what they wrote for it. */
export interface StepDraft {
  name?: string;
  values: Readonly<Record<string, FieldValue>>;
}

/** What a step begins with. */
export const NO_STEP: StepDraft = { values: {} };

interface FormProps {
  spec: BulkSpec;
  items: readonly BulkItem[];
  /** The step as it is filled in: it outlives a form that is closed by mistake, and a refusal. */
  step: StepDraft;
  onStep: (step: StepDraft) => void;
  onApply: (deed: BulkDeed) => void;
  onClose: () => void;
}

function Frame(props: {
  title: string;
  count: number;
  onApply: () => void;
  onClose: () => void;
  /** What is written is given up; {@link onClose} unless there is something. */
  onCancel?: () => void;
  children: ReactNode;
}) {
  const { title, count, onApply, onClose, children } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  return (
    <Dialog
      isOpen
      isDismissable
      onOpenChange={open => !open && onClose()}
      width={480}
    >
      <DialogHeader>{title}</DialogHeader>
      <DialogBody>
        <SubmitKeys className={styles.form} onSubmit={onApply}>
          {children}
        </SubmitKeys>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" onPress={onApply}>
          {t('bulk.apply', { count })}
          <SubmitKeysHint />
        </Button>
        <Button variant="secondary" onPress={props.onCancel ?? onClose}>
          {t('bulk.cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function fieldOf(spec: BulkSpec, key: string): FieldDefinition {
  const field = spec.fields.find(f => f.key === key);
  if (!field) throw new Error(`There is no field "${key}"`);
  return field;
}

/** Gives the records to somebody. */
export function AssignForm(props: FormProps) {
  const { spec, items, onApply, onClose } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const [value, setValue] = useState<FieldValue>();
  const [tried, setTried] = useState(false);
  const field = fieldOf(spec, 'assigneeRef');
  const apply = () => {
    setTried(true);
    if (value) onApply({ patch: { assigneeRef: value } });
  };
  return (
    <Frame
      title={t('bulk.assign')}
      count={items.length}
      onApply={apply}
      onClose={onClose}
    >
      <FieldInput
        field={field}
        value={value}
        onChange={setValue}
        error={
          tried && !value ? t('bulk.needed', { field: field.label }) : undefined
        }
        {...focusOnOpen()}
      />
    </Frame>
  );
}

/** Changes one field of the records. */
export function ChangeForm(props: FormProps) {
  const { spec, items, onApply, onClose } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const [key, setKey] = useState<string>();
  const [value, setValue] = useState<FieldValue>();
  const [empty, setEmpty] = useState(false);
  const [tried, setTried] = useState(false);
  const field = key ? fieldOf(spec, key) : undefined;
  const missing = !empty && (value === undefined || value === '');
  const apply = () => {
    setTried(true);
    if (key && !missing) onApply({ patch: { [key]: empty ? null : value! } });
  };
  return (
    <Frame
      title={t('bulk.change')}
      count={items.length}
      onApply={apply}
      onClose={onClose}
    >
      <Select
        label={t('bulk.field')}
        options={spec.editable.map(id => ({
          id,
          label: fieldOf(spec, id).label,
        }))}
        value={key ?? null}
        onChange={next => {
          setKey(String(next));
          setValue(undefined);
          setEmpty(false);
        }}
        isInvalid={tried && !key}
        description={tried && !key ? t('bulk.chooseField') : undefined}
      />
      {field && !empty && (
        <FieldInput
          key={field.key}
          field={field}
          value={value}
          onChange={setValue}
          error={
            tried && missing
              ? t('bulk.needed', { field: field.label })
              : undefined
          }
        />
      )}
      {field && spec.clearable.includes(field.key) && (
        <Checkbox isSelected={empty} onChange={setEmpty}>
          {t('bulk.empty')}
        </Checkbox>
      )}
    </Frame>
  );
}

/** Takes a transition with the records, and asks for what it needs. */
export function TransitionForm(props: FormProps) {
  const { spec, items, step, onStep, onApply, onClose } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const offers = bulkTransitions(spec.lifecycle, items);
  const { name, values } = step;
  const [tried, setTried] = useState(false);
  const offer = offers.find(o => o.transition.name === name)?.transition;
  const { required, optional } = offer
    ? bulkFields(offer)
    : { required: [], optional: [] };
  const isEmpty = (key: string) =>
    values[key] === undefined || String(values[key]).trim() === '';
  const apply = () => {
    setTried(true);
    if (!offer || required.some(isEmpty)) return;
    const given = Object.fromEntries(
      [...required, ...optional]
        .filter(key => !isEmpty(key))
        .map(key => [key, values[key]!]),
    );
    onApply({ transition: { ...given, transition: offer.name } });
  };
  return (
    <Frame
      title={t('bulk.move')}
      count={items.length}
      onApply={apply}
      onClose={onClose}
      onCancel={() => {
        onStep(NO_STEP);
        onClose();
      }}
    >
      <Select
        label={t('bulk.transition')}
        options={offers.map(({ transition, count }) => ({
          id: transition.name,
          label: `${transition.label} (${count}/${items.length})`,
        }))}
        value={offer?.name ?? null}
        onChange={next => {
          onStep({ ...step, name: String(next) });
          setTried(false);
        }}
        isInvalid={tried && !offer}
        description={tried && !offer ? t('bulk.chooseTransition') : undefined}
      />
      {[...required, ...optional].map(key => {
        const field = fieldOf(spec, key);
        const missing = tried && required.includes(key) && isEmpty(key);
        return (
          <FieldInput
            key={key}
            field={field}
            value={values[key]}
            isRequired={required.includes(key)}
            onChange={next =>
              onStep({ ...step, values: { ...values, [key]: next } })
            }
            error={
              missing ? t('bulk.needed', { field: field.label }) : undefined
            }
          />
        );
      })}
    </Frame>
  );
}
