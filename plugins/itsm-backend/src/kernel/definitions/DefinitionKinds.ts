import { definitionKindSchema } from '@callboard/plugin-itsm-common';
import type {
  DefinitionKind,
  ForeignDocuments,
} from '@callboard/plugin-itsm-node';
import { z } from 'zod';

/** A kind with the JSON schema of its bodies. */
export interface RegisteredKind extends DefinitionKind<z.ZodType> {
  /** Draft 2020-12, of the body as it is written. */
  jsonSchema: Record<string, any>;
}

/** The kinds of definitions of kernel and enabled practices. */
export class DefinitionKinds {
  readonly #byKind = new Map<string, RegisteredKind>();

  /** @throws Error if two bring the same kind, or a kind's name cannot stand in addresses */
  constructor(kinds: readonly DefinitionKind<any>[]) {
    for (const kind of kinds) {
      if (!definitionKindSchema.safeParse(kind.kind).success) {
        throw new Error(
          `"${kind.kind}" is no kind of definition; it must be lower-case with dashes, at most 23 characters`,
        );
      }
      if (this.#byKind.has(kind.kind)) {
        throw new Error(`The definition kind ${kind.kind} is registered twice`);
      }
      this.#byKind.set(kind.kind, {
        ...kind,
        jsonSchema: z.toJSONSchema(kind.schema, {
          io: 'input',
          unrepresentable: 'any',
        }),
      });
    }
  }

  /** All kinds by name. */
  all(): RegisteredKind[] {
    return [...this.#byKind.values()].sort((a, b) =>
      a.kind < b.kind ? -1 : 1,
    );
  }

  find(kind: string): RegisteredKind | undefined {
    return this.#byKind.get(kind);
  }

  /** The kind whose definitions are documents of a standard, by what those say of themselves. */
  ofForeign(apiVersion: string, kind: string): RegisteredKind | undefined {
    return this.all().find(
      ({ foreign }) =>
        foreign?.apiVersion === apiVersion && foreign.kind === kind,
    );
  }

  /** All documents of standards that are read. */
  foreign(): ForeignDocuments[] {
    return this.all().flatMap(({ foreign }) => foreign ?? []);
  }

  names(): string[] {
    return this.all().map(k => k.kind);
  }
}
