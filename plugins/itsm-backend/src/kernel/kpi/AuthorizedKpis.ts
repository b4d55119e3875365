import { InputError, NotAllowedError } from '@backstage/errors';
import {
  kpiReadPermission,
  normalizeRef,
  type KpiAges,
  type KpiAnswer,
  type KpiExplanation,
  type KpiHeatMap,
  type KpiInfo,
  type KpiPart,
  type KpiQuestion,
  type KpiRecords,
  type RefInfo,
} from '@callboard/plugin-itsm-common';
import type {
  Authorizer,
  Caller,
  CatalogAccess,
  CatalogReader,
  Clock,
  RecordScope,
} from '@callboard/plugin-itsm-node';
import type { Sees } from './chooseGroups';
import type { KpiBehind } from './KpiBehind';
import type { KpiBook, KpiEntries } from './KpiBook';
import type { KpiExplainer } from './KpiExplainer';
import type { KpiLabels } from './KpiLabels';
import type { KpiQuestions } from './KpiQuestions';
import type { KpiTimes } from './KpiTimes';
import { presentKpi } from './presentKpi';

const TEAM = 'ownerRef';
const MINE = 'mine';

/** What numbers are asked through. */
export interface KpisDeps {
  questions: KpiQuestions;
  explainer: KpiExplainer;
  behind: KpiBehind;
  times: KpiTimes;
  kpiBook: KpiBook;
  labels: KpiLabels;
  zone: string;
  clock: Clock;
  catalog: CatalogReader;
  catalogAccess: CatalogAccess;
  authorizer: Authorizer;
  readScope: RecordScope;
  maxRows: number;
}

/**
 * Numbers for people: with the permission to read them; of the catalog only what they may see is
 * named or can be asked for; and a number of a team for itself is told of no team but theirs.
 */
export class AuthorizedKpis {
  constructor(private readonly deps: KpisDeps) {}

  async list(caller: Caller, practices?: readonly string[]) {
    await this.#reads(caller);
    const { kpiBook, labels, zone, catalog } = this.deps;
    const entries = await kpiBook.now();
    const items = entries
      .all()
      .filter(
        ({ definition }) =>
          !practices?.length || practices.includes(definition.practice),
      )
      .map(entry => presentKpi(entry, labels));
    const refs: Record<string, RefInfo> = await catalog.describe(
      items.map(({ ownerRef }) => ownerRef),
    );
    return { items, zone, refs };
  }

  async get(caller: Caller, key: string): Promise<KpiInfo> {
    await this.#reads(caller);
    const entries = await this.deps.kpiBook.now();
    return presentKpi(entries.require(key), this.deps.labels);
  }

  async query(
    caller: Caller,
    questions: readonly KpiQuestion[],
  ): Promise<KpiAnswer[]> {
    const reader = await this.#reads(caller);
    const asked = await this.#mayAsk(reader, questions);
    return this.deps.questions.askAll(asked, this.#seesOf(reader));
  }

  async answer(caller: Caller, question: KpiQuestion): Promise<KpiAnswer> {
    const [answer] = await this.query(caller, [question]);
    return answer;
  }

  async explain(
    caller: Caller,
    question: KpiQuestion,
  ): Promise<KpiExplanation> {
    const reader = await this.#reads(caller);
    const [asked] = await this.#mayAsk(reader, [question]);
    return this.deps.explainer.explain(asked);
  }

  async records(
    caller: Caller,
    question: KpiQuestion,
    options: { part?: KpiPart; limit?: number; cursor?: string },
  ): Promise<KpiRecords> {
    const reader = await this.#readsRecords(caller);
    const [asked] = await this.#mayAsk(reader, [question]);
    return this.deps.behind.page(reader, asked, options);
  }

  async exportRecords(caller: Caller, question: KpiQuestion, part?: KpiPart) {
    const { behind, maxRows } = this.deps;
    const reader = await this.#readsRecords(caller);
    const [asked] = await this.#mayAsk(reader, [question]);
    return {
      header: behind.header,
      rows: behind.rows(reader, asked, part, maxRows),
    };
  }

  async heatMap(caller: Caller, question: KpiQuestion): Promise<KpiHeatMap> {
    const reader = await this.#reads(caller);
    const [asked] = await this.#mayAsk(reader, [question]);
    return this.deps.times.heatMap(asked);
  }

  async ages(
    caller: Caller,
    question: KpiQuestion,
    at: number,
  ): Promise<KpiAges> {
    const reader = await this.#reads(caller);
    const [asked] = await this.#mayAsk(reader, [question]);
    return this.deps.times.ages(asked, at, this.#seesOf(reader));
  }

  /** @throws NotAllowedError */
  async #reads(caller: Caller): Promise<Caller> {
    const reader = await this.deps.authorizer.withScopes(
      caller,
      [kpiReadPermission],
      { catalog: true },
    );
    return permitted(reader);
  }

  async #readsRecords(caller: Caller): Promise<Caller> {
    const reader = await this.deps.readScope.of(caller, undefined, {
      permissions: [kpiReadPermission],
      catalog: true,
    });
    return permitted(reader);
  }

  #seesOf(caller: Caller): Sees {
    return refs => this.deps.catalogAccess.readable(caller, refs);
  }

  /**
   * The questions as the caller may ask them: `mine` are their teams, and what they may not see in the
   * catalog is not there for them.
   */
  async #mayAsk(
    caller: Caller,
    questions: readonly KpiQuestion[],
  ): Promise<KpiQuestion[]> {
    const entries = await this.deps.kpiBook.now();
    const groups = caller.ownership.filter(ref => ref.startsWith('group:'));
    const asked = questions.map(question => {
      const of = withTeams(question, groups);
      forItself(entries, of, groups);
      return of;
    });
    const named = asked.flatMap(question => refsIn(entries, question));
    const seen = await this.deps.catalogAccess.readable(caller, [
      ...new Set(named),
    ]);
    const unseen = named.find(ref => !seen.has(ref) && !groups.includes(ref));
    if (unseen !== undefined) {
      throw new InputError(
        `filter: there is no ${unseen} in the catalog that you may see; name another one`,
      );
    }
    return asked;
  }
}

function permitted(caller: Caller): Caller {
  if (caller.scopes && caller.scopes.get(kpiReadPermission.name) !== 'all') {
    throw new NotAllowedError(
      `You do not have the permission ${kpiReadPermission.name}; ask an administrator of the portal for it`,
    );
  }
  return caller;
}

/** `mine` are the caller's teams. */
function withTeams(
  question: KpiQuestion,
  groups: readonly string[],
): KpiQuestion {
  const teams = question.where?.[TEAM];
  if (!teams?.includes(MINE)) return question;
  if (groups.length === 0) {
    throw new InputError(
      'filter: you are in no team; name one instead of `mine`',
    );
  }
  const named = teams.flatMap(team => (team === MINE ? groups : [team]));
  return { ...question, where: { ...question.where, [TEAM]: named } };
}

/** @throws InputError, NotAllowedError where a team would be told of another one */
function forItself(
  entries: KpiEntries,
  { kpi, by, where }: KpiQuestion,
  groups: readonly string[],
): void {
  if (!entries.find(kpi)?.definition.forTeamItself) return;
  if (by === TEAM) {
    throw new InputError(
      `by: ${kpi} is a number of a team for itself and is not told by team; ask for yours with filter=ownerRef:mine`,
    );
  }
  const other = (where?.[TEAM] ?? []).find(
    team => !groups.includes(normalizeRef(team) ?? team),
  );
  if (other !== undefined) {
    throw new NotAllowedError(
      `${kpi} is a number of a team for itself; you are not in ${other}`,
    );
  }
}

/** The entities that a question names. */
function refsIn(entries: KpiEntries, { kpi, where }: KpiQuestion): string[] {
  const dimensions = entries.find(kpi)?.dimensions ?? [];
  return Object.entries(where ?? {}).flatMap(([key, values]) =>
    dimensions.some(d => d.key === key && d.entity)
      ? values.flatMap(value => normalizeRef(value) ?? [])
      : [],
  );
}
