import type { FieldInfo } from '@callboard/plugin-itsm-common';
import { refTitle } from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import type { ServiceLevelWords } from '../translation';

/** A condition as an agreement has it, see `RecordPredicate`. */
export type Condition = Readonly<Record<string, unknown>>;

const REF = /^[a-z]+:[^/\s]+\/[^/\s]+$/;
const OPERATORS = {
  $eq: 'is',
  $ne: 'isNot',
  $in: 'oneOf',
  $nin: 'noneOf',
  $lte: 'atMost',
  $gte: 'atLeast',
  $lt: 'less',
  $gt: 'more',
  $contains: 'has',
  $hasPrefix: 'begins',
} as const;

/** `service.tier` → `service tier`, `holdReason` → `hold reason`. */
const spelled = (key: string) =>
  key
    .replace(/^custom\./, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[.-]/g, ' ')
    .toLocaleLowerCase('en');

/** Within a sentence: `Priority` → `priority`, but `CI` stays. */
const within = (label: string) =>
  /^[A-Z][a-z]/.test(label)
    ? label[0].toLocaleLowerCase('en') + label.slice(1)
    : label;

const PRIORITIES = [1, 2, 3, 4, 5];

/** The priorities of a range: few people know whether "at most 2" is more or less urgent. */
function prioritiesOf(
  operator: string,
  operand: unknown,
): number[] | undefined {
  const holds: Record<string, (p: number) => boolean> = {
    $lte: p => p <= Number(operand),
    $lt: p => p < Number(operand),
    $gte: p => p >= Number(operand),
    $gt: p => p > Number(operand),
  };
  return holds[operator] && PRIORITIES.filter(holds[operator]);
}

/** Says conditions of agreements as one would read them out, by the names that fields have. */
export class ConditionWords {
  constructor(
    private readonly fields: readonly FieldInfo[],
    private readonly t: ServiceLevelWords,
    private readonly refs?: Refs,
  ) {}

  /** The parts of a condition, all of which must hold. */
  parts(condition: Condition): string[] {
    return Object.entries(condition).flatMap(([key, value]) =>
      this.#part(key, value),
    );
  }

  /** A condition in one line. */
  line(condition: Condition): string {
    return this.parts(condition).join(this.t('condition.and'));
  }

  #part(key: string, value: unknown): string[] {
    const { t } = this;
    if (key === '$all') return (value as Condition[]).map(c => this.line(c));
    if (key === '$any')
      return [
        (value as Condition[]).map(c => this.line(c)).join(t('condition.or')),
      ];
    if (key === '$not')
      return [t('condition.not', { condition: this.line(value as Condition) })];
    const field = this.#field(key);
    const label = within(field?.label ?? spelled(key));
    if (typeof value !== 'object' || value === null)
      return [
        t('condition.is', { field: label, value: this.#said(key, value) }),
      ];
    return Object.entries(value).map(([operator, operand]) => {
      if (operator === '$exists')
        return t(operand ? 'condition.there' : 'condition.notThere', {
          field: label,
        });
      const priorities =
        key === 'priority' ? prioritiesOf(operator, operand) : undefined;
      if (priorities)
        return t('condition.oneOf', {
          field: label,
          value: this.#said(key, priorities),
        });
      const said = this.#said(key, operand);
      const known = OPERATORS[operator as keyof typeof OPERATORS];
      return known
        ? t(`condition.${known}`, { field: label, value: said })
        : t('condition.other', { field: label, operator, value: said });
    });
  }

  #field(key: string): FieldInfo | undefined {
    return this.fields.find(known => known.key === key);
  }

  #said(key: string, value: unknown): string {
    const field = this.#field(key);
    if (Array.isArray(value))
      return value.map(each => this.#said(key, each)).join(', ');
    if (value === null || value === undefined) return this.t('condition.empty');
    if (typeof value === 'object') return JSON.stringify(value);
    if (key === 'priority') return `P${value}`;
    const choice = field?.choices?.find(c => String(c.value) === String(value));
    if (choice) return choice.label;
    const text = String(value);
    return REF.test(text) ? refTitle(text, this.refs) : text;
  }
}
