import {
  BreadcrumbEntry,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Select, TextAreaField, TextField } from '@backstage/ui';
import {
  businessObjectivePermissions,
  businessObjectiveRoutes,
} from '@callboard/plugin-itsm-common';
import {
  FilingForm,
  focusOnOpen,
  ForWhoMay,
  GroupPicker,
  InstantInput,
  PageBody,
  problemProps,
  useDraft,
  useItsmMutation,
  useItsmQuery,
  usePageTitle,
  useRequestKey,
  UserPicker,
  useUrlValues,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { SayButton } from '../demand/SayButton';
import {
  newObjectiveRouteRef,
  objectiveRouteRef,
  strategyRouteRef,
} from '../routes';
import { useFiled } from '../useFiled';
import styles from './Strategy.module.css';
import { strategyTranslationRef } from './translation';

interface ObjectiveForm {
  title: string;
  intent: string;
  theme?: string;
  periodFrom?: string;
  periodTo?: string;
  ownerRef?: string;
  assigneeRef?: string;
  parent: string;
}

const NO_THEME = '-';

/** The form for a business objective. Its key results follow on its page. */
export function NewObjectivePage() {
  const { t } = useTranslationRef(strategyTranslationRef);
  const url = useUrlValues();
  const hrefOf = useRouteRef(objectiveRouteRef);
  const href = useRouteRef(newObjectiveRouteRef)?.() ?? '';
  const all = useRouteRef(strategyRouteRef)?.() ?? '';
  const parent = url.get('parent');
  const [form, setForm, clearForm] = useDraft<ObjectiveForm>(
    `business-objective/${parent}`,
    { title: '', intent: '', parent, theme: url.get('theme') || undefined },
  );
  const change = (changes: Partial<ObjectiveForm>) =>
    setForm({ ...form, ...changes });
  const [tried, setTried] = useState(false);
  const keyOf = useRequestKey();
  const onSuccess = useFiled({
    words: number => t('form.done', { number }),
    clear: clearForm,
    hrefOf: number => hrefOf?.({ number }) ?? all,
  });
  const file = useItsmMutation(businessObjectiveRoutes.file);
  const strategy = useItsmQuery(businessObjectiveRoutes.strategy).data;
  const themes = strategy?.themes.filter(({ theme }) => theme) ?? [];
  usePageTitle(t('new'));

  const title = form.title.trim();
  const isBackwards = Boolean(
    form.periodFrom && form.periodTo && form.periodFrom >= form.periodTo,
  );
  const submit = () => {
    setTried(true);
    if (!title || !form.ownerRef || isBackwards || file.isPending) return;
    const body = {
      title,
      intent: form.intent.trim() || undefined,
      theme: form.theme,
      periodFrom: form.periodFrom,
      periodTo: form.periodTo,
      ownerRef: form.ownerRef,
      assigneeRef: form.assigneeRef,
      parent: form.parent.trim() || undefined,
    };
    file.mutate({ body, idempotencyKey: keyOf(body) }, { onSuccess });
  };
  return (
    <BreadcrumbEntry entry={{ label: t('new'), href }}>
      <PageBody title={t('new')} narrow>
        <ForWhoMay
          permission={businessObjectivePermissions.create}
          title={t('form.mayNot')}
          who={t('form.mayNotNext')}
          back={{ href: all, label: t('form.back') }}
          actions={<SayButton />}
        >
          <FilingForm
            name={t('new')}
            onSubmit={submit}
            error={file.error}
            submit={t('form.send')}
            isPending={file.isPending}
            onStartOver={clearForm}
          >
            <TextField
              label={t('form.title')}
              placeholder={t('form.titleHint')}
              value={form.title}
              maxLength={200}
              isRequired
              onChange={value => change({ title: value })}
              {...focusOnOpen()}
              {...problemProps(
                tried && !title ? t('form.missingTitle') : undefined,
              )}
            />
            <TextAreaField
              label={t('form.intent')}
              value={form.intent}
              rows={4}
              onChange={intent => change({ intent })}
            />
            <div className={styles.level}>
              <GroupPicker
                label={t('form.owner')}
                value={form.ownerRef}
                isRequired
                onChange={ownerRef => change({ ownerRef })}
                {...problemProps(
                  tried && !form.ownerRef ? t('form.missingOwner') : undefined,
                )}
              />
              <UserPicker
                label={t('form.assignee')}
                value={form.assigneeRef}
                onChange={assigneeRef => change({ assigneeRef })}
              />
            </div>
            {themes.length > 0 && (
              <Select
                label={t('form.theme')}
                options={[
                  { id: NO_THEME, label: t('form.noTheme') },
                  ...themes.map(one => ({
                    id: one.theme!,
                    label: one.title ?? one.theme!,
                  })),
                ]}
                value={form.theme ?? NO_THEME}
                onChange={chosen =>
                  change({
                    theme:
                      chosen === NO_THEME ? undefined : String(chosen ?? ''),
                  })
                }
              />
            )}
            <div className={styles.level}>
              <InstantInput
                label={t('form.from')}
                quick={[]}
                value={form.periodFrom}
                onChange={periodFrom => change({ periodFrom })}
              />
              <InstantInput
                label={t('form.to')}
                quick={[]}
                value={form.periodTo}
                onChange={periodTo => change({ periodTo })}
                {...problemProps(isBackwards ? t('form.order') : undefined)}
              />
            </div>
            <TextField
              label={t('form.parent')}
              value={form.parent}
              maxLength={40}
              onChange={value => change({ parent: value })}
            />
            <p className={styles.hint}>{t('form.next')}</p>
          </FilingForm>
        </ForWhoMay>
      </PageBody>
    </BreadcrumbEntry>
  );
}
