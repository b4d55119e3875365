import {
  parseMoney,
  type NewPortfolioService,
} from '@callboard/plugin-itsm-common';

/** A service that is being written down. */
export interface ServiceForm {
  runs: boolean;
  title: string;
  purpose: string;
  entityRef?: string;
  ownerRef?: string;
  businessOwnerRef?: string;
  /** One a line. */
  customers: string;
  /** From `1` to `5`; empty for later. */
  value: string;
  risk: string;
  /** As it was typed. */
  cost: string;
  /** Number of what it comes from. */
  fromRecord?: string;
}

/** What the form can say is wrong. */
export type ServiceFormField =
  | 'title'
  | 'owner'
  | 'entity'
  | 'cost'
  | 'currency';

/** What the form begins with. */
export const emptyService = (
  known: Partial<ServiceForm> = {},
): ServiceForm => ({
  runs: false,
  title: '',
  purpose: '',
  customers: '',
  value: '',
  risk: '',
  cost: '',
  ...known,
});

const costIn = (form: ServiceForm, currency: string | undefined) =>
  form.cost.trim() === '' || !currency
    ? undefined
    : parseMoney(form.cost, currency);

/** What is wrong with it. An amount is of no currency as long as that of the portfolio is not known. */
export function problemsOf(
  form: ServiceForm,
  currency: string | undefined,
): ReadonlySet<ServiceFormField> {
  const problems = new Set<ServiceFormField>();
  if (form.title.trim() === '') problems.add('title');
  if (form.runs && !form.entityRef) problems.add('entity');
  else if (!form.ownerRef && !form.entityRef) problems.add('owner');
  const cost = costIn(form, currency);
  if (cost && ('fault' in cost || cost.minor < 0)) problems.add('cost');
  if (form.cost.trim() !== '' && !currency) problems.add('currency');
  return problems;
}

/** The form as it is sent. */
export function toNewService(
  form: ServiceForm,
  currency: string | undefined,
): NewPortfolioService {
  const cost = costIn(form, currency);
  const money = cost && !('fault' in cost) ? cost : undefined;
  const customers = form.customers
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean);
  const score = (text: string) => (text ? Number(text) : undefined);
  return {
    title: form.title.trim(),
    runs: form.runs,
    purpose: form.purpose.trim() || undefined,
    entityRef: form.entityRef,
    ownerRef: form.ownerRef,
    businessOwnerRef: form.businessOwnerRef,
    customers: customers.length > 0 ? customers : undefined,
    valueScore: score(form.value),
    riskScore: score(form.risk),
    estimatedCost: money?.minor,
    costCurrency: money?.currency,
    fromRecord: form.fromRecord,
  };
}
