import { nameOf } from '@callboard/plugin-itsm-common';
import type { RefInfo } from '@callboard/plugin-itsm-common';
import { spareOf } from './answer';
import type { Answer, AnswerItem, AnyRedundancy } from './answer';
import type { ImpactWords } from './translation';

const KINDS = [
  'component',
  'api',
  'resource',
  'system',
  'domain',
  'group',
] as const;

/** So many of a kind: "3 components", or "3 items" of a kind of somebody's own. */
export function countWords(
  kind: string | undefined,
  count: number,
  t: ImpactWords,
): string {
  return t(`item.kinds.${KINDS.find(known => known === kind) ?? 'other'}`, {
    count,
  });
}

/** The kind of an item and its type: "component · service". */
export function kindWords({ kind, type }: Pick<AnswerItem, 'kind' | 'type'>) {
  return [kind.toLocaleLowerCase('en-US'), type].filter(Boolean).join(' · ');
}

/** What an item's redundancy means, in a sentence. */
export function redundancySentence(
  item: AnswerItem,
  t: ImpactWords,
): string | undefined {
  const { redundancy } = item;
  if (!redundancy) return undefined;
  const { of, failed = [] } = redundancy;
  const spare = spareOf(redundancy);
  const numbers = {
    atLeast: String(redundancy.atLeast),
    of: String(of.length),
    left: String(of.length - failed.length),
    failed: String(failed.length),
    spare: String(spare),
  };
  if (!item.standing.startsWith('survives')) return t('item.usedUp', numbers);
  if (spare <= 0) return t('item.survivesBarely', numbers);
  if (spare === 1) return t('item.survives', numbers);
  return t('item.survivesSpare', numbers);
}

/** The redundancy that a relation is part of. */
export function redundancyOfEdge(
  redundancies: readonly AnyRedundancy[],
  from: string,
  to: string,
): AnyRedundancy | undefined {
  return redundancies.find(({ ref, of }) => ref === to && of.includes(from));
}

/** The items of an answer by their references, what was asked about among them. */
export function itemsByRef(answer: Answer): ReadonlyMap<string, AnswerItem> {
  return new Map(
    [...answer.asked, ...answer.items].map(item => [item.ref, item]),
  );
}

/** What references of an answer are called: by the answer itself, then by the catalog. */
export function titleIn(
  answer: Answer,
  titles: Readonly<Record<string, RefInfo>>,
): (ref: string) => string {
  const items = itemsByRef(answer);
  return ref => {
    const item = items.get(ref);
    // Of what survives the answer has no title of its own.
    const own = item?.standing.startsWith('survives') ? undefined : item?.title;
    return own ?? answer.titles[ref] ?? titles[ref]?.title ?? nameOf(ref);
  };
}

/**
 * Gives the path that explains an item, the way that failure goes: from what fails to what fails
 * with it. What was asked about stands first or, where it was asked what it needs, last. Made once
 * per answer, so that thousands of paths cost no more than they are long.
 */
export function explainer(answer: Answer): (ref: string) => string[] {
  const before = new Map(answer.items.map(({ ref, from }) => [ref, from]));
  return ref => {
    const path = [ref];
    for (
      let at = before.get(ref);
      at !== undefined && !path.includes(at);
      at = before.get(at)
    )
      path.push(at);
    return answer.question === 'impact' ? path.reverse() : path;
  };
}
