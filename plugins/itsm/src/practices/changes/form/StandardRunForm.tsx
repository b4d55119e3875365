import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Button,
  Text,
  TextAreaField,
  useBreakpoint,
} from '@backstage/ui';
import { standardChangeRoutes } from '@callboard/plugin-itsm-common';
import type { StandardChange } from '@callboard/plugin-itsm-common';
import {
  FilingForm,
  Markdown,
  useDraft,
  useItsmMutation,
  useRequestKey,
} from '@callboard/plugin-itsm-react';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { changeField } from '../fields';
import { WindowInputs } from '../words/WindowInputs';
import { windowProblems } from '../words/windowProblems';
import styles from './FileChangeForm.module.css';
import { FormAside } from './FormAside';
import { ItemsInput } from './ItemsInput';
import offers from './StandardOffers.module.css';
import { assessRun, emptyRun, toFiling } from './standardRun';
import type { StandardRun } from './standardRun';
import { changeFormTranslationRef } from './translation';

const BRIEF_MS = 6_000;
const TEXTS = ['plan', 'testEvidence', 'rollbackPlan'] as const;

/** What the template brings, to be read before one files it. */
function WhatItDoes(props: { template: StandardChange }) {
  const { template } = props;
  const { t } = useTranslationRef(changeFormTranslationRef);
  return (
    <Accordion>
      <AccordionTrigger title={t('standard.brings')} />
      <AccordionPanel>
        <div className={offers.texts}>
          {TEXTS.map(
            name =>
              template[name] && (
                <section key={name} className={offers.text}>
                  <h3>{changeField(name).label}</h3>
                  <Markdown>{template[name]}</Markdown>
                </section>
              ),
          )}
        </div>
      </AccordionPanel>
    </Accordion>
  );
}

/** Files a run of a standard change: to what, and when; everything else is in its template. */
export function StandardRunForm(props: {
  template: StandardChange;
  entity: string | undefined;
  onFiled: (number: string) => void;
}) {
  const { template, entity, onFiled } = props;
  const { t } = useTranslationRef(changeFormTranslationRef);
  const toast = useApi(toastApiRef);
  const [run, setRun, clearRun] = useDraft<StandardRun>(
    `change-run/${template.key}/${entity ?? ''}`,
    emptyRun(template, entity, DateTime.now()),
  );
  const [tried, setTried] = useState(false);
  const beside = useBreakpoint().up('lg');
  const file = useItsmMutation(standardChangeRoutes.file);
  const keyOf = useRequestKey();
  const change = (changes: Partial<StandardRun>) =>
    setRun({ ...run, ...changes });
  const problems = tried ? windowProblems(run.window, Date.now()) : {};
  const isPreApproved = template.state === 'pre-approved';

  const send = (draft: boolean) => {
    setTried(true);
    const { start, end } = windowProblems(run.window, Date.now());
    if (file.isPending || run.items.length === 0 || start || end) return;
    const body = toFiling(run, draft);
    file.mutate(
      {
        params: { key: template.key },
        body: body as never,
        idempotencyKey: keyOf(body),
      },
      {
        onSuccess: ({ number, next }) => {
          clearRun();
          toast.post({
            title: `${number}: ${next}`,
            status: 'success',
            timeout: BRIEF_MS,
          });
          onFiled(number);
        },
      },
    );
  };
  const aside = (
    <FormAside
      draft={assessRun(run, template)}
      onWindow={window => change({ window })}
    />
  );
  return (
    <FilingForm
      name={template.title}
      onSubmit={() => send(false)}
      error={file.error}
      submit={t(isPreApproved ? 'standard.schedule' : 'submit')}
      isPending={file.isPending}
      onStartOver={clearRun}
      actions={
        <Button
          variant="secondary"
          isDisabled={file.isPending}
          onPress={() => send(true)}
        >
          {t('saveDraft')}
        </Button>
      }
      beside={beside && aside}
    >
      <div>
        <h2 className={styles.name}>{template.title}</h2>
        {template.description && <Markdown>{template.description}</Markdown>}
        <Text as="p" color="secondary">
          {isPreApproved
            ? t('standard.willSchedule')
            : t('standard.willSubmit', {
                good: String(template.goodInARow),
                of: String(template.promoteAfter),
              })}
        </Text>
      </div>
      <WhatItDoes template={template} />
      <ItemsInput
        items={run.items}
        onChange={items => change({ items })}
        problem={
          tried && run.items.length === 0 ? t('problem.items') : undefined
        }
      />
      <fieldset className={styles.group}>
        <legend className={styles.legend}>{t('when')}</legend>
        <WindowInputs
          value={run.window}
          onChange={window => change({ window })}
          problems={problems}
          isRequired
        />
      </fieldset>
      {!beside && aside}
      <TextAreaField
        label={t('standard.why')}
        description={t('standard.whyHint')}
        rows={2}
        value={run.justification}
        onChange={justification => change({ justification })}
      />
    </FilingForm>
  );
}
