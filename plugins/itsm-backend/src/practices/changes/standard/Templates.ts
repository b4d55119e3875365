import { createHash } from 'crypto';
import { NotFoundError } from '@backstage/errors';
import type { StandardChangeBody } from '@callboard/plugin-itsm-common';
import type {
  Definitions,
  DefinitionVersion,
} from '@callboard/plugin-itsm-node';

export const STANDARD_CHANGE_KIND = 'standard-change';

type Version = DefinitionVersion<StandardChangeBody>;

/** A standard change as its template says, or said before it was removed. */
export interface Template {
  key: string;
  body: StandardChangeBody;
  removed: boolean;
  /** What it tells to do. */
  proof: string;
}

/**
 * What a template tells to do, as a hash. Good runs prove this and nothing else: whoever rewrites the
 * plan begins anew, and whoever corrects the description does not.
 */
export function proofOf(body: StandardChangeBody): string {
  const { plan, rollbackPlan, expectedImpact, scope, tasks } = body;
  const told = [
    plan,
    rollbackPlan,
    expectedImpact,
    [...scope.items].sort(),
    [...scope.owners].sort(),
    [...scope.types].sort(),
    tasks.map(task => task.title),
  ];
  return createHash('sha256')
    .update(JSON.stringify(told))
    .digest('hex')
    .slice(0, 16);
}

/** All versions of all templates, to be asked about any instant without waiting. */
export class TemplateHistory {
  readonly #byKey = new Map<string, Version[]>();

  constructor(versions: readonly Version[]) {
    for (const version of versions) {
      const own = this.#byKey.get(version.key) ?? [];
      this.#byKey.set(version.key, own);
      own.push(version);
    }
  }

  /** The version that held at an instant, or the last one before it was removed. */
  at(key: string, at: number): Template | undefined {
    const begun = (this.#byKey.get(key) ?? []).filter(v => v.validFrom <= at);
    const newest = begun[begun.length - 1];
    const last = begun.filter(v => !v.removed).pop();
    if (!newest || !last || last.removed) return undefined;
    return {
      key,
      body: last.body,
      removed: newest.removed,
      proof: proofOf(last.body),
    };
  }

  /**
   * What it told to do when a run was filed. Runs that were brought in from elsewhere may be older than the
   * template: they count as runs of its first version.
   */
  proofAt(key: string, at: number): string | undefined {
    const held = this.at(key, at);
    if (held) return held.proof;
    const first = (this.#byKey.get(key) ?? []).find(v => !v.removed);
    return first?.body && proofOf(first.body);
  }

  /** All that there are or were at an instant. */
  all(at: number): Template[] {
    return [...this.#byKey.keys()].flatMap(key => this.at(key, at) ?? []);
  }
}

/** Standard changes from the definitions. */
export class Templates {
  #of?: readonly Version[];
  #history = new TemplateHistory([]);

  constructor(private readonly definitions: Definitions) {}

  async history(options?: { fresh?: boolean }): Promise<TemplateHistory> {
    const versions = await this.definitions.history<StandardChangeBody>(
      STANDARD_CHANGE_KIND,
      options,
    );
    if (versions !== this.#of) {
      this.#of = versions;
      this.#history = new TemplateHistory(versions);
    }
    return this.#history;
  }

  /** What was read last, for where nothing can be waited for. */
  get last(): TemplateHistory {
    return this.#history;
  }

  /**
   * One as of an instant.
   *
   * @param options - `fresh` looks at the database now
   * @throws NotFoundError if there never was one
   */
  async get(
    key: string,
    at: number,
    options?: { fresh?: boolean },
  ): Promise<Template> {
    const template = (await this.history(options)).at(key, at);
    if (template) return template;
    throw new NotFoundError(
      `There is no standard change "${key}"; the list of standard changes has those that there are`,
    );
  }
}
