import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  formatMoney,
  MANAGED_LEVELS,
  type ServicePage,
  type ServiceSection,
} from '@callboard/plugin-itsm-common';
import { refTitle, relativeWords, useNow } from '@callboard/plugin-itsm-react';
import type { CSSProperties, ReactNode } from 'react';
import { Hours } from './Contact';
import { HealthPill } from './HealthPill';
import { oneSum } from './Money';
import { LEFT_OUT_EMPTY, type RecordsSection } from './Records';
import styles from './Service.module.css';
import { servicesTranslationRef } from './translation';
import type { ServiceViewName } from './useServicePage';

/** One answer: a question in a word, the answer in large, and what stands behind it. */
interface Answer {
  /** The section that says more. */
  to: string;
  label: string;
  value: ReactNode;
  note?: ReactNode;
}

const URGENT = 2;
/** So many are named of many. */
const NAMED = 3;
/** Of these a reader wants to know which, and not only how many. */
const TROUBLE = ['down', 'degraded', 'at-risk', 'maintenance'];

/** The answers of a page; those of sections that nobody tells are left out. */
function useAnswers(
  page: ServicePage,
  view: ServiceViewName,
): Record<string, Answer | undefined> {
  const { t } = useTranslationRef(servicesTranslationRef);
  const now = useNow();
  const { sections, health, contact, checklist, offerings, refs } = page;
  /** What there is none of, as far as the reader may see it. */
  const unseen = (section: ServiceSection) =>
    page.partial.includes(section) ? t('answers.partial') : undefined;
  const promised = () => {
    const { promises } = sections;
    const label = t('answers.promises');
    if (!promises) return undefined;
    const known = promises.filter(
      ({ state }) => state !== undefined && state !== 'unknown',
    );
    const kept = known.filter(({ state }) => state === 'kept').length;
    const worst =
      promises.find(({ state }) => state === 'broken') ??
      promises.find(({ state }) => state === 'at-risk') ??
      promises[0];
    const value = () => {
      if (promises.length === 0) return t('answers.promisesNone');
      if (known.length === 0) return String(promises.length);
      return t('answers.promisesKept', {
        kept: String(kept),
        of: String(known.length),
      });
    };
    return {
      to: 'promises',
      label,
      value: value(),
      note: worst
        ? [worst.words, worst.state && t(`promise.${worst.state}`)]
            .filter(Boolean)
            .join(': ')
        : t('answers.promisesNoneNext'),
    };
  };
  const opened = () => {
    const { open } = sections;
    const label = t('answers.open');
    if (!open) return undefined;
    const count = open.total ?? open.items.length;
    const urgent = open.items.filter(
      ({ priority }) => priority !== undefined && priority <= URGENT,
    ).length;
    const note = () => {
      if (count === 0) return unseen('open');
      return urgent > 0
        ? t('answers.openUrgent', { count: urgent } as never)
        : t('answers.openCalm');
    };
    return {
      // Those it is for read what matters of it in how it does.
      to: view === 'technical' ? 'open' : 'health',
      label,
      value: count === 0 ? t('answers.openNone') : String(count),
      note: note(),
    };
  };
  const next = () => {
    const { upcoming } = sections;
    const label = t('answers.next');
    if (!upcoming) return undefined;
    const [first] = upcoming.items;
    return {
      to: 'upcoming',
      label,
      value: first?.at ? relativeWords(first.at, now) : t('answers.nextNone'),
      note: first ? `${first.number} ${first.title}` : unseen('upcoming'),
    };
  };
  const last = () => {
    const { changed } = sections;
    const label = t('answers.last');
    if (!changed) return undefined;
    const [event] = changed.items;
    return {
      to: 'changed',
      label,
      value: event ? relativeWords(event.at, now) : t('answers.lastNone'),
      note: event
        ? [event.number, event.words].filter(Boolean).join(' ')
        : unseen('changed'),
    };
  };
  const tied = (section: 'dependsOn' | 'usedBy') => {
    const list = sections[section];
    if (!list) return undefined;
    const count = list.total ?? list.items.length;
    const troubled = list.items.filter(
      one => one.health && TROUBLE.includes(one.health),
    );
    const named = (troubled.length > 0 ? troubled : list.items).slice(0, NAMED);
    const note = named
      .map(({ ref, health: how }) =>
        how && troubled.length > 0
          ? `${refTitle(ref, refs)}: ${t(`health.${how}`)}`
          : refTitle(ref, refs),
      )
      .join(', ');
    return {
      to: section,
      label: t(`answers.${section}`),
      value: count === 0 ? t('answers.openNone') : String(count),
      note: note || t(`answers.${section}None`),
    };
  };
  const listed = (section: RecordsSection) => {
    const list = sections[section];
    if (!list) return undefined;
    const count = list.total ?? list.items.length;
    const [first] = list.items;
    return {
      to: count === 0 && LEFT_OUT_EMPTY.includes(section) ? 'absent' : section,
      label: t(`answers.${section as 'risks'}`),
      value: count === 0 ? t('answers.listNone') : String(count),
      note: first ? `${first.number} ${first.title}` : unseen(section),
    };
  };
  const cost = () => {
    const { costs } = sections;
    const label = t('answers.cost');
    if (!costs) return undefined;
    const sum = oneSum(costs);
    const words = (amount: { minor: number; currency: string }) =>
      formatMoney(amount.minor, amount.currency);
    const against = (spent: { minor: number; currency: string }) => {
      const { budget } = costs;
      if (!budget || budget.currency !== spent.currency) return undefined;
      const over = spent.minor - budget.minor;
      const amount = words({
        minor: Math.abs(over),
        currency: spent.currency,
      });
      return over > 0
        ? t('costs.over', { amount })
        : t('costs.under', { amount });
    };
    if (costs.amounts.length === 0)
      return { to: 'costs', label, value: '–', note: t('answers.costNone') };
    return {
      to: 'costs',
      label,
      value: sum ? words(sum) : words(costs.amounts[0]),
      note: sum
        ? against(sum)
        : t('answers.costApart', { count: costs.amounts.length } as never),
    };
  };
  const score = () => {
    if (checklist?.score === undefined) return undefined;
    const counted = checklist.checks.filter(
      ({ state }) => state !== 'not-needed',
    );
    const level = MANAGED_LEVELS.find(({ value }) => value === checklist.level);
    return {
      to: 'checklist',
      label: t('answers.score'),
      value: t('checklist.score', { score: String(checklist.score) }),
      note:
        level?.label ??
        t('answers.scoreOf', {
          met: String(counted.filter(({ state }) => state === 'met').length),
          of: String(counted.length),
        }),
    };
  };
  const offered = () => {
    if (!offerings) return undefined;
    return {
      to: 'offerings',
      label: t('answers.offered'),
      value:
        offerings.length === 0
          ? t('answers.offeredNone')
          : t('answers.offeredCount', { count: offerings.length } as never),
      note: offerings[0]?.name,
    };
  };
  const [owner] = contact.people;
  return {
    health: {
      to: 'health',
      label: t('answers.health'),
      value: <HealthPill health={health.worst} />,
      note: health.reasons[0]?.words ?? t('health.none'),
    },
    promises: promised(),
    open: opened(),
    next: next(),
    last: last(),
    dependsOn: tied('dependsOn'),
    usedBy: tied('usedBy'),
    improvements: listed('improvements'),
    risks: listed('risks'),
    demand: listed('demand'),
    objectives: listed('objectives'),
    cost: cost(),
    score: score(),
    offered: offered(),
    contact: {
      to: 'contact',
      label: t('answers.contact'),
      value: owner ? refTitle(owner.ref, refs) : '–',
      note: owner ? <Hours page={page} plain /> : t('answers.contactNone'),
    },
  };
}

const SHOWN: Readonly<Record<ServiceViewName, readonly string[]>> = {
  business: [
    'health',
    'promises',
    'offered',
    'cost',
    'next',
    'contact',
    'usedBy',
    'open',
    'improvements',
    'demand',
    'objectives',
  ],
  technical: [
    'health',
    'open',
    'promises',
    'next',
    'last',
    'contact',
    'dependsOn',
    'usedBy',
    'cost',
    'improvements',
    'risks',
    'score',
  ],
};
/** So many stand in a line at most. */
const IN_A_LINE = 6;

/** The page in short: each answer leads to what stands behind it. */
export function Answers(props: { page: ServicePage; view: ServiceViewName }) {
  const { page, view } = props;
  const { t } = useTranslationRef(servicesTranslationRef);
  const answers = useAnswers(page, view);
  const shown = SHOWN[view].flatMap(key => {
    const answer = answers[key];
    return answer ? [[key, answer] as const] : [];
  });
  const lines = Math.ceil(shown.length / IN_A_LINE);
  const wide = Math.ceil(shown.length / Math.max(1, lines));
  return (
    <nav
      className={styles.answers}
      aria-label={t('answers.label')}
      style={{ '--wide': wide } as CSSProperties}
    >
      {shown.map(([key, answer]) => (
        <a key={key} href={`#${answer.to}`} className={styles.answer}>
          <span className={styles.answerLabel}>{answer.label}</span>
          <span className={styles.answerValue}>{answer.value}</span>
          {answer.note && (
            <span className={styles.answerNote}>{answer.note}</span>
          )}
        </a>
      ))}
    </nav>
  );
}
