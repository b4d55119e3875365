import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Text,
  TextAreaField,
  TextField,
  useBreakpoint,
} from '@backstage/ui';
import {
  FilingForm,
  focusOnOpen,
  problemProps,
  RecordFormParts,
  useDraft,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { WindowInputs } from '../words/WindowInputs';
import { beginsAtOnce, NEEDED, problemsOf, toAssess } from './draft';
import type { ChangeForm, FormField, TextOfForm } from './draft';
import styles from './FileChangeForm.module.css';
import { FormAside } from './FormAside';
import { ImpactInput } from './ImpactInput';
import { ItemsInput } from './ItemsInput';
import { StandardOffers } from './StandardOffers';
import { TemplateChoice } from './TemplateChoice';
import { changeFormTranslationRef } from './translation';
import { TypeInput } from './TypeInput';
import { useFiling } from './useFiling';

/** How far somebody tried to send it. */
type Tried = 'no' | 'draft' | 'submit';

/**
 * Files a change, as a draft or submitted at once. Problems stand beside the fields after the first
 * try; what was written survives a reload and a refusal, and is forgotten once the change is filed.
 */
export function FileChangeForm(props: {
  /** Names the draft by what the form was opened for. */
  draftOf: string;
  initial: ChangeForm;
  onFiled: (number: string) => void;
}) {
  const { draftOf, initial, onFiled } = props;
  const { t } = useTranslationRef(changeFormTranslationRef);
  const [form, setForm, clearForm] = useDraft<ChangeForm>(
    `change/${draftOf}`,
    initial,
  );
  const [tried, setTried] = useState<Tried>('no');
  const beside = useBreakpoint().up('lg');
  const filing = useFiling(number => {
    clearForm();
    onFiled(number);
  });
  const change = (changes: Partial<ChangeForm>) =>
    setForm({ ...form, ...changes });
  const problemsNow = (how: Tried) =>
    how === 'no'
      ? {}
      : problemsOf(form, how === 'submit' ? Date.now() : undefined);
  const problems = problemsNow(tried);
  const problem = (field: FormField) => {
    const found = problems[field];
    return found === 'missing' ? t(`problem.${field}`) : found;
  };
  const isPlanned = !beginsAtOnce(form, Date.now());
  const send = (submit: boolean) => {
    const how = submit ? 'submit' : 'draft';
    setTried(how);
    if (filing.isPending || Object.keys(problemsNow(how)).length > 0) return;
    filing.send(form, submit);
  };
  const text = (
    name: TextOfForm,
    words: { label: string; hint: string },
    rows: number,
  ) => (
    <TextAreaField
      label={words.label}
      description={words.hint}
      rows={rows}
      value={form[name]}
      onChange={value => change({ [name]: value })}
      isRequired={isPlanned && NEEDED.includes(name)}
      {...problemProps(problem(name))}
    />
  );
  const aside = (
    <FormAside draft={toAssess(form)} onWindow={window => change({ window })} />
  );
  return (
    <FilingForm
      name={t('title')}
      onSubmit={() => send(true)}
      error={filing.error}
      submit={t(isPlanned ? 'submit' : 'startNow')}
      isPending={filing.isPending}
      onStartOver={clearForm}
      actions={
        <Button
          variant="secondary"
          isDisabled={filing.isPending}
          onPress={() => send(false)}
        >
          {t('saveDraft')}
        </Button>
      }
      beside={beside && aside}
    >
      {form.fromIncident && (
        <Text as="p" color="secondary">
          {t('incident', { number: form.fromIncident })}
        </Text>
      )}
      <TemplateChoice form={form} onChange={setForm} />
      <TextField
        label={t('what')}
        description={t('whatHint')}
        value={form.title}
        onChange={title => change({ title })}
        isRequired
        {...focusOnOpen()}
        {...problemProps(problem('title'))}
      />
      <ItemsInput
        items={form.items}
        onChange={items => change({ items })}
        problem={problem('items')}
      />
      <RecordFormParts type="change" entityRefs={form.items} />
      <TypeInput
        value={form.changeType}
        onChange={changeType => change({ changeType })}
      />
      {form.changeType === 'standard' && (
        <StandardOffers entity={form.items[0]} />
      )}
      <fieldset className={styles.group}>
        <legend className={styles.legend}>{t('when')}</legend>
        <WindowInputs
          value={form.window}
          onChange={window => change({ window })}
          problems={{ start: problem('start'), end: problem('end') }}
          isRequired={isPlanned}
        />
      </fieldset>
      <ImpactInput
        value={form.expectedImpact}
        onChange={expectedImpact => change({ expectedImpact })}
      />
      {!beside && aside}
      {text('justification', { label: t('why'), hint: t('whyHint') }, 3)}
      {text(
        'description',
        { label: t('description'), hint: t('descriptionHint') },
        4,
      )}
      {text('plan', { label: t('plan'), hint: t('planHint') }, 5)}
      {text('testEvidence', { label: t('test'), hint: t('testHint') }, 3)}
      {text(
        'rollbackPlan',
        { label: t('rollback'), hint: t('rollbackHint') },
        4,
      )}
    </FilingForm>
  );
}
