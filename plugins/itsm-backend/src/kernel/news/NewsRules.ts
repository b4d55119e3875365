import { kindOf } from '@callboard/plugin-itsm-common';
import type {
  JournalRow,
  News,
  NewsInput,
  NewsRule,
} from '@callboard/plugin-itsm-node';
import type { FollowedSubject, Named } from '../deliveries/subjects';

const SEVERITIES = ['critical', 'high', 'normal', 'low'] as const;

const rank = (news: News) => SEVERITIES.indexOf(news.severity ?? 'normal');

/** The rules of practices and kernel, asked together. */
export class NewsRules {
  readonly #byKind = new Map<string, NewsRule[]>();

  /** @param rules - in the order of their precedence */
  constructor(rules: readonly NewsRule[]) {
    for (const rule of rules) {
      for (const kind of rule.kinds) {
        this.#byKind.set(kind, [...(this.#byKind.get(kind) ?? []), rule]);
      }
    }
  }

  /** The kinds of entries that any rule looks at. */
  get kinds(): string[] {
    return [...this.#byKind.keys()];
  }

  /** All news of an entry, the most severe first, then in the order of the rules. */
  of(entry: JournalRow, subject: FollowedSubject, named: Named): News[] {
    const input: NewsInput = { entry, ...subject, ...named };
    return (this.#byKind.get(entry.kind) ?? [])
      .flatMap(rule => rule.news(input))
      .map((news, i) => ({ news, i }))
      .sort((a, b) => rank(a.news) - rank(b.news) || a.i - b.i)
      .map(({ news }) => news);
  }
}

/** The groups that news are addressed to. */
export function groupsIn(news: readonly News[]): string[] {
  return news
    .flatMap(n => n.to)
    .filter(
      (ref): ref is string => ref !== undefined && kindOf(ref) === 'group',
    );
}

/**
 * One news for each person: the first that is addressed to them or to one of their groups. Whoever
 * did it hears nothing.
 *
 * @param news - in the order of their precedence
 * @param members - the people of the groups that news are addressed to
 */
export function oneEach(
  news: readonly News[],
  members: ReadonlyMap<string, readonly string[]>,
  actorRef: string | undefined,
): Map<string, News> {
  const chosen = new Map<string, News>();
  for (const item of news) {
    for (const ref of item.to) {
      if (ref === undefined) continue;
      const people = kindOf(ref) === 'group' ? members.get(ref) ?? [] : [ref];
      for (const person of people) {
        if (kindOf(person) !== 'user' || person === actorRef) continue;
        if (item.except?.includes(person)) continue;
        if (!chosen.has(person)) chosen.set(person, item);
      }
    }
  }
  return chosen;
}

/**
 * Of news under a topic, the one that is for a person; else the first that addresses a group, or
 * that is for deputies.
 */
export function newsFor(
  person: string,
  topic: string,
  news: readonly News[],
): News | undefined {
  const about = news.filter(n => n.topic === topic);
  return (
    about.find(n => n.to.includes(person)) ??
    about.find(n => groupsIn([n]).length > 0) ??
    about.filter(n => n.deputies).map(n => ({ ...n, ...n.deputies }))[0]
  );
}
