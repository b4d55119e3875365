import type { LoggerService } from '@backstage/backend-plugin-api';
import { SYSTEM_CALLER, type Clock } from '@callboard/plugin-itsm-node';
import type { DefinitionKinds } from '../DefinitionKinds';
import type { DefinitionStore } from '../DefinitionStore';
import type { DefinitionWriter } from '../DefinitionWriter';
import { subjectIdOf } from '../model';
import type { LocationReport, ProblemStore } from './ProblemStore';
import {
  readDefinitionFile,
  type FileContent,
  type FileProblem,
  type StatedDefinition,
} from './readFile';
import {
  isBelow,
  type LocationReader,
  type ReadLocation,
} from './readLocations';

/** A location with what its files say. */
interface Understood extends ReadLocation {
  contents: (FileContent & { file: string })[];
  problems: FileProblem[];
}

const nameOf = (d: { kind: string; key: string }) => subjectIdOf(d.kind, d.key);

/**
 * Keeps definitions in step with the files that state them. A file with a fault keeps its last
 * good versions; what leaves all files gets a version that says it was removed; a location that
 * cannot be read changes nothing.
 */
export class GitDefinitions {
  #reading?: Promise<void>;
  #said = '';

  constructor(
    private readonly deps: {
      locations: readonly string[];
      reader: LocationReader;
      kinds: DefinitionKinds;
      store: DefinitionStore;
      writer: DefinitionWriter;
      problems: ProblemStore;
      clock: Clock;
      logger: LoggerService;
    },
  ) {}

  /** Whether there is anything to read. */
  get isConfigured(): boolean {
    return this.deps.locations.length > 0;
  }

  /** Reads all locations and writes what changed. Two at once are one. */
  async sync(): Promise<void> {
    this.#reading ??= this.#sync().finally(() => {
      this.#reading = undefined;
    });
    await this.#reading;
  }

  async #sync(): Promise<void> {
    const read: Understood[] = [];
    for (const location of this.deps.locations)
      read.push(await this.#understand(location));
    const stated = this.#firstOfEach(read);
    for (const definition of stated.values()) {
      const problem = await this.#write(definition);
      if (problem) {
        const at = read.find(r => isBelow(definition.file, r.location))!;
        at.problems.push(problem);
      }
    }
    await this.#removeGone(read, stated);
    const reports: LocationReport[] = read.map(r => ({
      location: r.location,
      files: r.files.length,
      definitions: r.contents.reduce((n, c) => n + c.stated.length, 0),
      error: r.error,
      problems: r.problems,
    }));
    await this.deps.problems.replace(reports, this.deps.clock.now());
    this.#log(reports);
  }

  async #understand(location: string): Promise<Understood> {
    const read = await this.deps.reader.read(location);
    const contents: Understood['contents'] = [];
    for (const file of read.files) {
      const content = await readDefinitionFile(file, this.deps.kinds);
      contents.push({ ...content, file: file.file });
    }
    return { ...read, contents, problems: contents.flatMap(c => c.problems) };
  }

  /** What is stated, by name; who states what is stated already is told. */
  #firstOfEach(read: readonly Understood[]): Map<string, StatedDefinition> {
    const stated = new Map<string, StatedDefinition>();
    for (const { contents, problems } of read) {
      for (const definition of contents.flatMap(c => c.stated)) {
        const first = stated.get(nameOf(definition));
        if (!first) {
          stated.set(nameOf(definition), definition);
          continue;
        }
        const { file, line, kind, key } = definition;
        problems.push({
          file,
          line,
          column: 1,
          kind,
          key,
          message: `${nameOf(definition)} is defined in ${first.file}, line ${
            first.line
          }, already; that one holds`,
        });
      }
    }
    return stated;
  }

  async #write(stated: StatedDefinition): Promise<FileProblem | undefined> {
    const { file, line, kind, key, body, validFrom } = stated;
    try {
      await this.deps.writer.write(SYSTEM_CALLER, {
        kind,
        key,
        source: 'git',
        file,
        body,
        validFrom,
      });
      return undefined;
    } catch (error) {
      this.deps.logger.warn(
        `${nameOf(stated)} was not written`,
        error as Error,
      );
      return {
        file,
        line,
        column: 1,
        kind,
        key,
        message: (error as Error).message,
      };
    }
  }

  async #removeGone(
    read: readonly Understood[],
    stated: ReadonlyMap<string, StatedDefinition>,
  ): Promise<void> {
    const named = new Set(
      read.flatMap(r => r.contents.flatMap(c => c.named.map(nameOf))),
    );
    for (const head of await this.deps.store.fromGit()) {
      const name = nameOf(head);
      const file = head.file ?? '';
      const now = stated.get(name);
      if (now) {
        if (now.file !== file)
          await this.deps.store.move(head.kind, head.key, now.file);
        continue;
      }
      const location = read.find(r => isBelow(file, r.location));
      const unclear =
        location?.error !== undefined ||
        location?.contents.some(c => c.file === file && c.unclear);
      if (named.has(name) || unclear) continue;
      await this.deps.writer.write(SYSTEM_CALLER, {
        kind: head.kind,
        key: head.key,
        source: 'git',
        file,
        body: {},
        removed: true,
      });
    }
  }

  /** Says once what is wrong, and once that it is not any more. */
  #log(reports: readonly LocationReport[]): void {
    const faults = reports.flatMap(r => [
      ...(r.error ? [`${r.location} ${r.error}`] : []),
      ...r.problems.map(p => `${p.file}:${p.line ?? 1}: ${p.message}`),
    ]);
    const said = faults.join('\n');
    if (said === this.#said) return;
    this.#said = said;
    if (faults.length === 0) this.deps.logger.info('All definitions are read');
    else this.deps.logger.warn(`Definitions have faults:\n${said}`);
  }
}
