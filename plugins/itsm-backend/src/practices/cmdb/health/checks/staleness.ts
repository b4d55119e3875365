import type { CiHealthFacts } from '@callboard/plugin-itsm-common';
import {
  checkOf,
  dayOf,
  days,
  type Check,
  type Checker,
  type CheckSettings,
} from './Check';

const DAY = 86_400_000;

/** How often an item is to be confirmed, in days; 0 if nobody is asked to. */
export const confirmEvery = (
  { class: ciClass }: Pick<CiHealthFacts, 'class'>,
  { confirmEveryDays }: Pick<CheckSettings, 'confirmEveryDays'>,
): number => ciClass?.confirmEveryDays ?? confirmEveryDays;

/**
 * When an item is to be confirmed: so many days after it last was, or after it was first known;
 * undefined if nobody is asked to.
 */
export function confirmDueAt(
  facts: CiHealthFacts,
  settings: CheckSettings,
): number | undefined {
  const every = confirmEvery(facts, settings);
  if (every === 0) return undefined;
  const from = facts.confirmedAt ?? facts.createdAt ?? settings.now;
  return from + every * DAY;
}

/** Whether anybody looked lately: sources that name the item, people who confirm it. */
export const checksStaleness: Checker = (facts, settings) => {
  const { sources } = facts;
  const { now } = settings;
  const checks: Check[] = [];
  const silence = facts.class?.staleAfterDays ?? settings.staleAfterDays;
  if (sources && sources.names.length > 0 && silence > 0) {
    const seenAt = sources.seenAt ?? 0;
    const gone = sources.state === 'stale';
    const silent = gone || now - seenAt > silence * DAY;
    checks.push(
      checkOf('source-silent', `A source named it within ${days(silence)}.`, [
        silent
          ? {
              detail: '',
              message: gone
                ? 'A source that knew it does not name it any more.'
                : `No source has named it since ${dayOf(seenAt)}; ${days(
                    silence,
                  )} are allowed.`,
              advice: `Find out whether it is still there: retire it if not; else see why ${[
                ...sources.names,
              ]
                .sort()
                .join(', ')} does not name it.`,
            }
          : undefined,
      ]),
    );
  }
  const dueAt = confirmDueAt(facts, settings);
  if (dueAt !== undefined) {
    const every = days(confirmEvery(facts, settings));
    checks.push(
      checkOf('not-confirmed', `It was confirmed within ${every}.`, [
        dueAt > now
          ? undefined
          : {
              detail: '',
              message: facts.confirmedAt
                ? `It was last confirmed on ${dayOf(
                    facts.confirmedAt,
                  )}; it is to be every ${every}.`
                : `Nobody has confirmed it; it is to be every ${every}.`,
              advice:
                'Its owner looks at what is known of it, corrects what is wrong, and confirms it.',
            },
      ]),
    );
  }
  return checks;
};
