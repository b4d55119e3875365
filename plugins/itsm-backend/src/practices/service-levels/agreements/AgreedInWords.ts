import {
  percentWords,
  readDuration,
  readPercent,
  type AgreementBody,
  type CalendarBody,
  type Metric,
  type OfferedLevel,
} from '@callboard/plugin-itsm-common';
import type { AgreedLevels, Definitions } from '@callboard/plugin-itsm-node';
import { durationWords } from '../clocks/sentences';

const METRIC_LABELS: Readonly<Record<Metric, string>> = {
  response: 'First response',
  resolution: 'Resolution',
  update: 'Update while it is open',
};

const plainValue = (value: unknown): string[] =>
  ['string', 'number', 'boolean'].includes(typeof value) ? [String(value)] : [];

/** The values that a condition of one field lets pass; undefined if it says more than that. */
function valuesOf(condition: unknown): string | undefined {
  const [one] = plainValue(condition);
  if (one !== undefined) return one;
  if (condition === null || typeof condition !== 'object') return undefined;
  const [[operator, value], ...more] = Object.entries(condition);
  if (more.length > 0) return undefined;
  if (operator === '$in' && Array.isArray(value))
    return value.flatMap(plainValue).join(' or ');
  if (operator === '$lte') return `up to ${value}`;
  if (operator === '$gte') return `from ${value}`;
  return undefined;
}

/** For which records a goal is, in words; what is not plain is not told in detail. */
export function whenWords(
  when: Record<string, unknown> | undefined,
): string | undefined {
  const fields = Object.entries(when ?? {});
  if (fields.length === 0) return undefined;
  const said = fields.map(([field, condition]) => {
    const values = field.startsWith('$') ? undefined : valuesOf(condition);
    const label = field.replace(/^service\./, '').replace(/[A-Z]/g, ' $&');
    return values === undefined
      ? undefined
      : `${label.toLowerCase()} ${values}`;
  });
  if (said.includes(undefined)) return 'Some records';
  const words = said.join(', ');
  return words[0].toUpperCase() + words.slice(1);
}

function availabilityWords({
  availability,
}: AgreementBody): string | undefined {
  const target = availability && readPercent(availability.target);
  return target === undefined || !availability
    ? undefined
    : `${percentWords(target)} available a ${availability.per}`;
}

/** See {@link AgreedLevels}: what agreements say as they are now. */
export class AgreedInWords implements AgreedLevels {
  constructor(private readonly definitions: Definitions) {}

  async of(keys: readonly string[]): Promise<OfferedLevel[]> {
    const [agreements, calendars] = await Promise.all([
      this.definitions.list<AgreementBody>('agreement'),
      this.definitions.list<CalendarBody>('calendar'),
    ]);
    const bodies = new Map(agreements.map(({ key, body }) => [key, body]));
    const names = new Map(calendars.map(({ key, body }) => [key, body.name]));
    return keys.map(key => {
      const body = bodies.get(key);
      if (!body) return { key, promises: [] };
      return {
        key,
        name: body.name,
        type: body.type,
        availability: availabilityWords(body),
        promises: body.targets.map(({ metric, goals }) => ({
          metric,
          label: METRIC_LABELS[metric],
          goals: goals.map(({ when, within, calendar }) => ({
            within: durationWords(readDuration(within)!),
            calendar: names.get(calendar),
            when: whenWords(when),
          })),
        })),
      };
    });
  }
}
