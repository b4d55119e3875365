import { InputError, NotAllowedError } from '@backstage/errors';
import {
  KPI_NONE,
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
import type { KpiBook, KpiEntries, KpiEntry } from './KpiBook';
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
    const reader = await this.#reads(caller);
    const { kpiBook, zone, catalog } = this.deps;
    const entries = await kpiBook.now();
    const items = await this.#present(
      reader,
      entries
        .all()
        .filter(
          ({ definition }) =>
            !practices?.length || practices.includes(definition.practice),
        ),
    );
    const refs: Record<string, RefInfo> = await catalog.describe(
      items.map(({ ownerRef }) => ownerRef),
    );
    return { items, zone, refs };
  }

  async get(caller: Caller, key: string): Promise<KpiInfo> {
    const reader = await this.#reads(caller);
    const entries = await this.deps.kpiBook.now();
    const [info] = await this.#present(reader, [entries.require(key)]);
    return info;
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
    const explained = await this.deps.explainer.explain(
      asked,
      this.#seesOf(reader),
    );
    const entries = await this.deps.kpiBook.now();
    const [kpi] = await this.#present(reader, [entries.require(asked.kpi)]);
    return { ...explained, kpi };
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

  /** What definitions keep names only what the caller may see in the catalog. */
  async #present(
    caller: Caller,
    entries: readonly KpiEntry[],
  ): Promise<KpiInfo[]> {
    const { labels, catalogAccess } = this.deps;
    const named = entries.flatMap(({ definition, where }) =>
      refsIn(definition.key, where, entries),
    );
    const seen = await catalogAccess.readable(caller, [...new Set(named)]);
    return entries.map(entry => {
      const info = presentKpi(entry, labels);
      if (!info.where) return info;
      const hidden = new Set(
        refsIn(info.key, info.where, [entry]).filter(ref => !seen.has(ref)),
      );
      const where = Object.fromEntries(
        Object.entries(info.where).map(([key, values]) => [
          key,
          values.filter(value => !hidden.has(normalizeRef(value) ?? value)),
        ]),
      );
      return { ...info, where };
    });
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
    const named = asked.flatMap(({ kpi, where }) => {
      const entry = entries.find(kpi);
      return entry ? refsIn(kpi, where, [entry]) : [];
    });
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

/** The entities that are named in what is kept. */
function refsIn(
  key: string,
  where: Readonly<Record<string, readonly string[]>> | undefined,
  entries: readonly KpiEntry[],
): string[] {
  const entry = entries.find(({ definition }) => definition.key === key);
  return Object.entries(where ?? {}).flatMap(([dimension, values]) =>
    entry?.anyDimension(dimension)?.entity
      ? values
          .filter(value => value !== KPI_NONE)
          .flatMap(value => normalizeRef(value) ?? [])
      : [],
  );
}
