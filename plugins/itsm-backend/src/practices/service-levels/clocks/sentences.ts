import {
  nameOf,
  type ClockCycle,
  type ClockStretch,
  type RefInfo,
} from '@callboard/plugin-itsm-common';

const MINUTE = 60_000;

/** A duration as people say it: `2 h 10 min`, `45 s`. */
export function durationWords(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  if (hours === 0) return `${minutes} min`;
  return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
}

const instantWords = (instant: number) =>
  `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

const SAID: Record<ClockStretch['state'], (s: ClockStretch) => string> = {
  running: s =>
    s.elapsed === 0
      ? 'no working time passed'
      : `${durationWords(s.elapsed)} of working time counted`,
  paused: () => 'it was held, and nothing counted',
  stopped: () => 'what was promised was done, and nothing counted',
  idle: () => 'no agreement covered it, and nothing counted',
};

/**
 * The life of a run in sentences: what each stretch did, under what, who had it, and how it stands.
 *
 * @param refs - how references are called
 */
export function sentencesOf(
  cycle: ClockCycle,
  refs: Readonly<Record<string, RefInfo>>,
): string[] {
  const title = (ref: string) => refs[ref]?.title ?? nameOf(ref);
  const sentences: string[] = [];
  let before: ClockStretch | undefined;
  for (const stretch of cycle.stretches) {
    const { from, to, agreement, calendar, goal, ownerRef } = stretch;
    const governed = agreement && calendar && goal !== undefined;
    if (
      governed &&
      (before?.agreement?.key !== agreement.key ||
        before?.agreement?.version !== agreement.version ||
        before?.goal !== goal ||
        before?.calendar?.key !== calendar.key ||
        before?.calendar?.version !== calendar.version)
    ) {
      sentences.push(
        `From ${instantWords(from)} ${agreement.key} version ${
          agreement.version
        } promised ${durationWords(goal)} by the calendar ${
          calendar.key
        } version ${calendar.version}.`,
      );
    }
    if (governed) before = stretch;
    const who = ownerRef ? ` with ${title(ownerRef)}` : '';
    sentences.push(
      `${instantWords(from)} to ${instantWords(to)}${who}: ${SAID[
        stretch.state
      ](stretch)}.`,
    );
  }
  const { elapsed, goal, breached, dueAt, state } = cycle;
  if (state === 'cancelled') {
    sentences.push('The record was cancelled, and the clock with it.');
    return sentences;
  }
  const most = Object.entries(cycle.heldBy).sort((a, b) => b[1] - a[1])[0];
  if (breached) {
    sentences.push(
      `It took ${durationWords(elapsed)} of ${durationWords(goal)}: ${
        elapsed - goal < MINUTE ? 'just' : durationWords(elapsed - goal)
      } too long; the goal was used up at ${instantWords(dueAt!)}.`,
    );
    if (most && most[0] !== '')
      sentences.push(
        `${title(most[0])} held most of it: ${durationWords(most[1])}.`,
      );
  } else if (state === 'stopped') {
    sentences.push(
      `It took ${durationWords(elapsed)} of ${durationWords(goal)}: in time.`,
    );
  } else if (dueAt !== undefined) {
    sentences.push(
      `${durationWords(
        goal - elapsed,
      )} are left; if nothing changes the goal is used up at ${instantWords(
        dueAt,
      )}.`,
    );
  } else if (state === 'running') {
    sentences.push(
      `${durationWords(goal - elapsed)} are left, and by the calendar ${
        cycle.calendar.key
      } so much working time never comes.`,
    );
  } else {
    sentences.push(
      `${durationWords(
        goal - elapsed,
      )} are left; nothing counts at the moment.`,
    );
  }
  return sentences;
}
