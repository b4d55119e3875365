import { wordsByStem } from '@callboard/plugin-itsm-common';
import type { RepeatedTitle } from '@callboard/plugin-itsm-node';
import {
  byLargest,
  groupBy,
  halfLess,
  incidentWhy,
  isFading,
  pointsOf,
  savedByHalf,
  sinceThen,
  slotOf,
  sum,
  timeOf,
  type Found,
  type Tools,
} from './model';

/** So many that say the same are no chance. */
export const LEAST_IN_WORDS = 6;
/** How alike titles are that say the same: shared words over all words (Dice). */
const ALIKE = 0.6;
/** In how many of a group a word stands that the group is called by. */
const IN_MOST = 2 / 3;
/** One word says too little. */
const LEAST_WORDS = 2;
/** A group of which so much is about one item is told as what repeats on the item. */
const OF_ONE_ITEM = 0.8;

/** What is known of titles. */
export interface InWordsFacts {
  titles: readonly RepeatedTitle[];
  language: string;
  /** Incidents by service in the time that is looked at. */
  volumes: ReadonlyMap<string, number>;
}

/** Titles of the same words in any order. */
interface Wording {
  key: string;
  stems: ReadonlySet<string>;
  words: ReadonlyMap<string, string>;
  of: RepeatedTitle[];
}

/** How alike two sets of words are, from 0 to 1. */
export function alike(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size + b.size === 0) return 0;
  let shared = 0;
  for (const word of a) if (b.has(word)) shared += 1;
  return (2 * shared) / (a.size + b.size);
}

function wordingsOf({ titles, language }: InWordsFacts): Wording[] {
  const byKey = new Map<string, Wording>();
  for (const one of titles) {
    const words = wordsByStem(one.title, language);
    if (words.size < LEAST_WORDS) continue;
    const stems = [...words.keys()].sort();
    const key = stems.join(' ');
    const known = byKey.get(key);
    if (known) known.of.push(one);
    else byKey.set(key, { key, stems: new Set(stems), words, of: [one] });
  }
  return [...byKey.values()].sort(
    byLargest(
      w => w.of.length,
      w => w.key,
    ),
  );
}

/** Wordings that say the same as one that is used more: each goes to the one that it is most like. */
function groupsOf(wordings: readonly Wording[]): Wording[][] {
  const groups: Wording[][] = [];
  const byStem = new Map<string, number[]>();
  for (const wording of wordings) {
    const near = new Set(
      [...wording.stems].flatMap(stem => byStem.get(stem) ?? []),
    );
    let best: { group: number; likeness: number } | undefined;
    for (const group of near) {
      const likeness = alike(groups[group][0].stems, wording.stems);
      if (likeness >= ALIKE && likeness > (best?.likeness ?? 0))
        best = { group, likeness };
    }
    if (best) groups[best.group].push(wording);
    else {
      for (const stem of wording.stems)
        byStem.set(stem, [...(byStem.get(stem) ?? []), groups.length]);
      groups.push([wording]);
    }
  }
  return groups;
}

/** The words that most of a group have, as its first wording has them. */
function sharedWords(group: readonly Wording[]): Map<string, string> {
  const all = sum(group.map(({ of }) => of.length));
  return new Map(
    [...group[0].words].filter(
      ([stem]) =>
        sum(group.map(w => (w.stems.has(stem) ? w.of.length : 0))) >=
        all * IN_MOST,
    ),
  );
}

/** Finds incidents whose titles say the same, whatever they are about. */
export function repeatedInWords(facts: InWordsFacts, tools: Tools): Found[] {
  const { windows, effort, nameOf } = tools;
  return groupsOf(wordingsOf(facts)).flatMap((group): Found[] => {
    const all = group.flatMap(({ of }) => of);
    const late = all.filter(({ openedAt }) => openedAt >= windows.now.from);
    const count = late.length;
    const before = all.length - count;
    if (count < LEAST_IN_WORDS || isFading(count, before)) return [];
    const shared = sharedWords(group);
    if (shared.size < LEAST_WORDS) return [];
    const items = [...groupBy(late, one => one.ciRef).values()];
    if (items.some(its => its.length >= count * OF_ONE_ITEM)) return [];
    const services = [...groupBy(late, one => one.serviceRef)]
      .map(([ref, its]) => ({ ref, value: its.length }))
      .sort(
        byLargest(
          s => s.value,
          s => s.ref,
        ),
      );
    const [main] = services;
    const words = [...shared.values()];
    const bySlot = windows.slots.map(
      (_, slot) =>
        all.filter(one => slotOf(windows, one.openedAt) === slot).length,
    );
    return [
      {
        finder: 'repeated-in-words',
        subject: [...shared.keys()].sort().join(' '),
        size: count,
        title: `${count} incidents in 90 days say “${words.join(' ')}”`,
        why: `What is reported over and over in the same words has an answer that could be written down, or a cause that could be removed. In the 90 days before there were ${before}.`,
        serviceRef: main?.ref,
        entities: services.map(({ ref }) => ref),
        evidence: {
          ...timeOf(windows),
          words,
          figures: [
            { label: 'Incidents', value: count, unit: 'count', before },
            {
              label: 'Ways of saying it',
              value: group.length,
              unit: 'count',
            },
            {
              label: 'Open, together',
              value: sum(late.map(one => one.openMs)),
              unit: 'duration',
            },
          ],
          series: {
            label: `Incidents that say “${words.join(' ')}”`,
            unit: 'count',
            points: pointsOf(windows, bySlot),
          },
          rows: {
            label: 'Service',
            valueLabel: 'Incidents',
            unit: 'count',
            items: services.map(({ ref, value }) => ({
              label: nameOf(ref),
              ref,
              value,
            })),
          },
          records: {
            type: 'incident',
            query: {
              q: words.join(' '),
              filter: sinceThen(windows, 'createdAt'),
            },
          },
        },
        estimate: savedByHalf(count, 'incidents', {
          hours: effort.incident,
          why: incidentWhy(effort.incident),
        }),
        measure: main && {
          kpi: 'incidents.volume',
          where: { serviceRef: [main.ref] },
          target: halfLess(
            facts.volumes.get(main.ref) ?? main.value,
            main.value,
          ),
          direction: 'down',
          hoursEach: effort.incident,
        },
      },
    ];
  });
}
