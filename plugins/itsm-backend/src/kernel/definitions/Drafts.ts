import { InputError } from '@backstage/errors';
import type {
  Caller,
  DefinitionDraft,
  DefinitionDrafts,
  DraftToRead,
} from '@callboard/plugin-itsm-node';
import type { DefinitionKinds } from './DefinitionKinds';
import type { DefinitionService } from './DefinitionService';
import { readDefinitionFile } from './git/readFile';
import { faultsSaid, readWritten } from './readWritten';

/** Reads what somebody would define, as the editor and Git do, and writes nothing. */
export class Drafts implements DefinitionDrafts {
  constructor(
    private readonly deps: {
      kinds: DefinitionKinds;
      service: DefinitionService;
    },
  ) {}

  async read(caller: Caller, draft: DraftToRead): Promise<DefinitionDraft[]> {
    const { kinds, service } = this.deps;
    await service.mayWrite(caller);
    if (draft.file !== undefined) return this.#readFile(caller, draft.file);
    const kind = kinds.find(draft.kind);
    if (!kind) {
      throw new InputError(
        `kind: there is no kind "${draft.kind}"; there are ${kinds
          .names()
          .join(', ')}`,
      );
    }
    const { body, text } = draft;
    const read = await readWritten(caller, kind, draft.key, { body, text });
    if (!read.parsed) throw new InputError(faultsSaid(read.faults));
    return [{ kind: kind.kind, key: draft.key, body: read.parsed.body }];
  }

  async #readFile(caller: Caller, text: string): Promise<DefinitionDraft[]> {
    const { kinds } = this.deps;
    const { stated, problems } = await readDefinitionFile(
      { file: 'file', text },
      kinds,
      caller,
    );
    if (problems.length > 0) {
      throw new InputError(
        faultsSaid(problems.map(problem => ({ ...problem, path: [] }))),
      );
    }
    return stated.map(({ kind, key, body }) => ({
      kind,
      key,
      body: kinds.find(kind)!.schema.parse(body),
    }));
  }
}
