import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  formatMoney,
  MANAGED_LEVELS,
  type ServicePage,
} from '@callboard/plugin-itsm-common';
import { refTitle, relativeWords, useNow } from '@callboard/plugin-itsm-react';
import type { ReactNode } from 'react';
import { Hours } from './Contact';
import { HealthPill } from './HealthPill';
import { oneSum } from './Money';
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

/** The answers of a page; those of sections that nobody tells are left out. */
function useAnswers(
  page: ServicePage,
  view: ServiceViewName,
): Record<string, Answer | undefined> {
  const { t } = useTranslationRef(servicesTranslationRef);
  const now = useNow();
  const { sections, health, contact, checklist, offerings, refs } = page;
  const promised = () => {
    const { promises } = sections;
    const label = t('answers.promises');
    if (!promises) return undefined;
    const known = promises.filter(({ state }) => state !== 'unknown');
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
        ? `${worst.words}: ${t(`promise.${worst.state}`)}`
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
      if (count === 0) return undefined;
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
      note: first && `${first.number} ${first.title}`,
    };
  };
  const cost = () => {
    const { costs } = sections;
    const label = t('answers.cost');
    if (!costs) return undefined;
    const sum = oneSum(costs);
    const words = (amount: { minor: number; currency: string }) =>
      formatMoney(amount.minor, amount.currency);
    if (costs.amounts.length === 0)
      return { to: 'costs', label, value: '–', note: t('answers.costNone') };
    return {
      to: 'costs',
      label,
      value: sum ? words(sum) : words(costs.amounts[0]),
      note: sum
        ? costs.budget &&
          t('answers.costBudget', { budget: words(costs.budget) })
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
      value: `${checklist.score} %`,
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
    cost: cost(),
    score: score(),
    offered: offered(),
    contact: {
      to: 'contact',
      label: t('answers.contact'),
      value: owner ? refTitle(owner.ref, refs) : '–',
      note: owner ? <Hours page={page} /> : t('answers.contactNone'),
    },
  };
}

const SHOWN: Readonly<Record<ServiceViewName, readonly string[]>> = {
  business: [
    'health',
    'promises',
    'offered',
    'next',
    'cost',
    'open',
    'contact',
  ],
  technical: ['health', 'open', 'promises', 'next', 'score', 'cost', 'contact'],
};
/** So many stand in a line. */
const IN_A_LINE = 6;

/** The page in one line: each answer leads to what stands behind it. */
export function Answers(props: { page: ServicePage; view: ServiceViewName }) {
  const { page, view } = props;
  const { t } = useTranslationRef(servicesTranslationRef);
  const answers = useAnswers(page, view);
  const there = SHOWN[view].flatMap(key => {
    const answer = answers[key];
    return answer ? [[key, answer] as const] : [];
  });
  // The last one is who to turn to, whatever else there is no room for.
  const shown = [...there.slice(0, IN_A_LINE - 1), ...there.slice(-1)];
  return (
    <nav className={styles.answers} aria-label={t('answers.label')}>
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
