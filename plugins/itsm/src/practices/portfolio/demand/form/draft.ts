import type { DemandSource, NewDemand } from '@callboard/plugin-itsm-common';

/** What is written into the form. */
export interface DemandForm {
  title: string;
  whoFor: string;
  why: string;
  serviceRef?: string;
  desiredBy?: string;
  source?: DemandSource;
  customers: string;
  evidence: string;
  fromRecord?: string;
}

export type DemandFormField = 'title' | 'whoFor' | 'why' | 'customers';

export const emptyDemand = (known: Partial<DemandForm> = {}): DemandForm => ({
  title: '',
  whoFor: '',
  why: '',
  customers: '',
  evidence: '',
  ...known,
});

/** What cannot be sent as it is. */
export function problemsOf(form: DemandForm): ReadonlySet<DemandFormField> {
  const problems = new Set<DemandFormField>();
  for (const field of ['title', 'whoFor', 'why'] as const)
    if (!form[field].trim()) problems.add(field);
  if (form.customers.trim() && !/^\d{1,9}$/.test(form.customers.trim()))
    problems.add('customers');
  return problems;
}

/** What is sent. */
export function toNewDemand(form: DemandForm): NewDemand {
  const { customers, evidence, title, whoFor, why, ...rest } = form;
  return {
    ...rest,
    title: title.trim(),
    whoFor: whoFor.trim(),
    why: why.trim(),
    customers: customers.trim() ? Number(customers) : undefined,
    evidence: evidence.trim() || undefined,
  };
}
