import { newChangeSchema } from '@callboard/plugin-itsm-common';
import type {
  ChangeDraftInput,
  ChangeType,
  ExpectedImpact,
  NewChange,
  OfferedTemplate,
} from '@callboard/plugin-itsm-common';
import type { Span } from '../words/planned';
import { windowProblems } from '../words/windowProblems';

/** A change that is being written. */
export interface ChangeForm {
  title: string;
  /** What it touches; the first is the main service, whose owner gets the change. */
  items: readonly string[];
  changeType: ChangeType;
  description: string;
  justification: string;
  plan: string;
  testEvidence: string;
  rollbackPlan: string;
  window: Span;
  expectedImpact: ExpectedImpact;
  /** The incident that it is to solve. */
  fromIncident?: string;
  /** The record template it was started from; it brings its tasks and links. */
  template?: string;
}

/** The texts of the form. */
export const TEXTS = [
  'description',
  'justification',
  'plan',
  'testEvidence',
  'rollbackPlan',
] as const;
export type TextOfForm = (typeof TEXTS)[number];

/** What must be said before others are asked to look at it. */
export const NEEDED: readonly TextOfForm[] = [
  'justification',
  'plan',
  'rollbackPlan',
];

/** What the form begins with. */
export function emptyForm(known: Partial<ChangeForm> = {}): ChangeForm {
  return {
    title: '',
    items: [],
    changeType: 'normal',
    description: '',
    justification: '',
    plan: '',
    testEvidence: '',
    rollbackPlan: '',
    window: {},
    expectedImpact: 'none',
    ...known,
  };
}

/** What is sent: the form without what was left empty. */
export function toNewChange(form: ChangeForm): Partial<NewChange> {
  const { items, window, title, template, fromIncident } = form;
  const texts = TEXTS.filter(name => form[name].trim() !== '').map(name => [
    name,
    form[name],
  ]);
  return {
    title,
    serviceRef: items[0],
    ...(items.length > 1 && { affects: [...items] }),
    changeType: form.changeType,
    expectedImpact: form.expectedImpact,
    ...Object.fromEntries(texts),
    ...(window.start && { plannedStart: window.start }),
    ...(window.end && { plannedEnd: window.end }),
    ...(fromIncident && { fromIncident }),
    ...(template && { template }),
  };
}

/** Where a problem stands in the form. */
export type FormField = 'title' | 'items' | 'start' | 'end' | TextOfForm;

const PLACES: Record<string, FormField> = {
  serviceRef: 'items',
  affects: 'items',
  plannedStart: 'start',
  plannedEnd: 'end',
};

/**
 * Whether it is begun as soon as it is filed, and written down afterwards: an emergency, unless it is
 * planned for later.
 */
export function beginsAtOnce(
  { changeType, window }: ChangeForm,
  now: number,
): boolean {
  const isLater = window.start !== undefined && Date.parse(window.start) > now;
  return changeType === 'emergency' && !isLater;
}

/** What is missing, as the form says it itself. */
export type Missing = 'missing';

/**
 * The problems of a form by field; empty if it can be sent. `missing` stands for what was left empty.
 *
 * @param submittedAt - it is not only kept but submitted, so that more must be said
 */
export function problemsOf(
  form: ChangeForm,
  submittedAt?: number,
): Partial<Record<FormField, string | Missing>> {
  const problems: Partial<Record<FormField, string | Missing>> = {};
  const parsed = newChangeSchema.safeParse(toNewChange(form));
  for (const issue of parsed.error?.issues ?? []) {
    const name = String(issue.path[0]);
    const field = PLACES[name] ?? (name as FormField);
    problems[field] ??= issue.message;
  }
  if (form.title.trim() === '') problems.title = 'missing';
  if (form.items.length === 0) problems.items = 'missing';
  const isAsked = submittedAt !== undefined && !beginsAtOnce(form, submittedAt);
  const { start, end } = windowProblems(
    form.window,
    isAsked ? submittedAt : undefined,
  );
  if (start) problems.start = start;
  if (end) problems.end = end;
  if (!isAsked) return problems;
  if (!form.window.start) problems.start = 'missing';
  if (!form.window.end) problems.end = 'missing';
  for (const name of NEEDED)
    if (form[name].trim() === '') problems[name] = 'missing';
  return problems;
}

/** The form as it is assessed while it is written; a window that is none yet is left out. */
export function toAssess(form: ChangeForm): ChangeDraftInput {
  const { start, end } = form.window;
  const { start: wrongStart, end: wrongEnd } = windowProblems(form.window);
  const isWindow = start && end && !wrongStart && !wrongEnd;
  const has = (name: TextOfForm) => form[name].trim() !== '';
  return {
    changeType: form.changeType,
    serviceRef: form.items[0],
    affects: [...form.items],
    expectedImpact: form.expectedImpact,
    ...(isWindow && { plannedStart: start, plannedEnd: end }),
    has: {
      plan: has('plan'),
      testEvidence: has('testEvidence'),
      rollbackPlan: has('rollbackPlan'),
    },
  };
}

/**
 * A form filled in from a record template. What somebody wrote in their own words stays; what another
 * template wrote is replaced.
 *
 * @param before - the template the form was filled from until now
 */
export function withTemplate(
  form: ChangeForm,
  template: OfferedTemplate | undefined,
  before: OfferedTemplate | undefined,
): ChangeForm {
  const saidBy = (from: OfferedTemplate | undefined, name: string) =>
    String(
      (name === 'title' || name === 'description'
        ? from?.record[name]
        : from?.record.values[name]) ?? '',
    );
  const texts = ['title', ...TEXTS].map(name => {
    const now = String(form[name as TextOfForm]);
    const isOwn = now.trim() !== '' && now !== saidBy(before, name);
    return [name, isOwn ? now : saidBy(template, name)];
  });
  const { changeType, expectedImpact, serviceRef } =
    template?.record.values ?? {};
  return {
    ...form,
    ...Object.fromEntries(texts),
    ...(changeType !== undefined && { changeType }),
    ...(expectedImpact !== undefined && { expectedImpact }),
    ...(form.items.length === 0 &&
      serviceRef !== undefined && { items: [String(serviceRef)] }),
    template: template?.key,
  } as ChangeForm;
}
