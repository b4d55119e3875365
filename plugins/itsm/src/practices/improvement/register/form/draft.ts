import {
  DEFAULT_WATCH_DAYS,
  newInitiativeSchema,
} from '@callboard/plugin-itsm-common';
import type { KpiInfo, NewInitiative } from '@callboard/plugin-itsm-common';
import { emptyMeasure, measureToSend, targetOf } from './measure';
import type { MeasureContext, MeasureForm } from './measure';

/** An initiative that is being written. */
export interface InitiativeForm {
  title: string;
  objective: string;
  serviceRef?: string;
  ownerRef?: string;
  measure: MeasureForm;
  dueAt?: string;
  watchDays: string;
  hoursEach: string;
  hourlyRate: string;
  /** Number of what it is about. */
  fromRecord?: string;
}

/** What the form begins with. */
export const emptyForm = (
  known: Partial<InitiativeForm> = {},
): InitiativeForm => ({
  title: '',
  objective: '',
  measure: emptyMeasure(),
  watchDays: String(DEFAULT_WATCH_DAYS),
  hoursEach: '',
  hourlyRate: '',
  ...known,
});

const numberOf = (text: string) =>
  text.trim() === '' ? undefined : Number(text.replace(',', '.'));

/** What is sent: the form without what was left empty. */
export function toNewInitiative(
  form: InitiativeForm,
  context: MeasureContext,
  info: KpiInfo | undefined,
): Partial<NewInitiative> {
  const { title, objective, serviceRef, ownerRef, dueAt, fromRecord } = form;
  return {
    title,
    ...(objective.trim() && { objective }),
    serviceRef,
    ownerRef,
    dueAt,
    fromRecord,
    watchDays: numberOf(form.watchDays),
    hoursEach: numberOf(form.hoursEach),
    hourlyRate: numberOf(form.hourlyRate),
    ...measureToSend(form.measure, context, info),
  };
}

/** Where a problem stands in the form. */
export type FormField =
  | 'title'
  | 'owner'
  | 'target'
  | 'days'
  | 'watch'
  | 'hoursEach'
  | 'hourlyRate';

const FIELDS: Readonly<Record<string, FormField>> = {
  title: 'title',
  watchDays: 'watch',
  hoursEach: 'hoursEach',
  hourlyRate: 'hourlyRate',
  target: 'target',
};

/** The fields of a form that are not right yet; empty if it can be sent. */
export function problemsOf(
  form: InitiativeForm,
  context: MeasureContext,
  info: KpiInfo | undefined,
): ReadonlySet<FormField> {
  const problems = new Set<FormField>();
  const { measure } = form;
  const parsed = newInitiativeSchema.safeParse(
    toNewInitiative(form, context, info),
  );
  for (const issue of parsed.error?.issues ?? []) {
    const field = FIELDS[String(issue.path[0])];
    if (field) problems.add(field);
  }
  if (form.title.trim() === '') problems.add('title');
  if (!form.serviceRef && !form.ownerRef) problems.add('owner');
  if (
    measure.kpi &&
    measure.target.trim() &&
    targetOf(measure, info) === undefined
  )
    problems.add('target');
  if (
    measure.kpi &&
    measure.baseline === 'own' &&
    !(measure.from && measure.to && measure.from <= measure.to)
  )
    problems.add('days');
  return problems;
}
