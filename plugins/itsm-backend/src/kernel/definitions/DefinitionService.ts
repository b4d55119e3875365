import { InputError, NotAllowedError } from '@backstage/errors';
import {
  definitionWritePermission,
  type DefinitionCheck,
  type DefinitionVersion,
  type DefinitionWrite,
} from '@callboard/plugin-itsm-common';
import { hasRole, type Caller } from '@callboard/plugin-itsm-node';
import { toIso } from '../database';
import { oncePerRequest } from '../idempotency/KeyedRequest';
import { DefinitionReading } from './DefinitionReading';
import { faultsSaid, readWritten } from './readWritten';

/**
 * Definitions for the portal. Reading takes the permission `itsm.definition.read`; writing takes
 * `itsm.definition.write` and, under any policy, the role `admin`: a policy that allows all must
 * not let everybody change what the organisation has agreed on.
 */
export class DefinitionService extends DefinitionReading {
  /** @throws NotAllowedError */
  async mayWrite(caller: Caller): Promise<void> {
    if (!hasRole(caller, 'admin')) {
      throw new NotAllowedError(
        'Definitions are written by the role "admin"; it is given in itsm.access.roles or itsm.access.services',
      );
    }
    await this.deps.authorizer.require(caller, definitionWritePermission);
  }

  /** What one does not see whole one would lose by saving. @throws NotAllowedError */
  async #seesWhole(caller: Caller, kind: string, key: string): Promise<void> {
    const { reader, sight } = this.deps;
    const versions = await reader.versions(kind, key);
    const newest = versions[versions.length - 1];
    if (!newest || newest.removed) return;
    const seen = await sight.seen(caller, [newest], () => versions);
    if (seen.get(newest)?.withheld === 0) return;
    throw new NotAllowedError(
      `${kind}/${key} is there already and names what you may not see in the catalog; have somebody change it who may, or take another key`,
    );
  }

  /** Says what is wrong with a definition, and writes nothing. */
  async check(
    caller: Caller,
    kind: string,
    key: string,
    wanted: DefinitionWrite,
  ): Promise<DefinitionCheck> {
    await this.mayWrite(caller);
    const read = await readWritten(caller, this.kindOf(kind), key, wanted);
    await this.#seesWhole(caller, kind, key);
    if (!read.parsed) return { ok: false, faults: read.faults, warnings: [] };
    const now = this.deps.clock.now();
    const from = wanted.validFrom ? Date.parse(wanted.validFrom) : now;
    const versions = await this.deps.reader.versions(kind, key);
    const warnings = versions
      .filter(v => v.validFrom > now && v.validFrom >= from)
      .map(
        v =>
          `Version ${v.version}, planned for ${toIso(
            v.validFrom,
          )}, is superseded by this one`,
      );
    return { ok: true, faults: [], warnings, ...read.parsed };
  }

  /**
   * Writes a new version.
   *
   * @throws InputError with every fault and its line, ConflictError for a stale version and for
   *   what stands in Git, NotAllowedError for what the caller may not see whole
   */
  async write(
    caller: Caller,
    kind: string,
    key: string,
    wanted: DefinitionWrite,
    expectedVersion?: number,
  ): Promise<DefinitionVersion> {
    await this.mayWrite(caller);
    const read = await readWritten(caller, this.kindOf(kind), key, wanted);
    await this.#seesWhole(caller, kind, key);
    if (!read.parsed) {
      throw new InputError(faultsSaid(read.faults));
    }
    const { version } = await oncePerRequest<{ version: number }>(
      caller,
      note =>
        this.deps.writer.write(caller, {
          kind,
          key,
          source: 'portal',
          body: read.body,
          text: wanted.text,
          validFrom: wanted.validFrom
            ? Date.parse(wanted.validFrom)
            : undefined,
          expectedVersion,
          note: (tx, written) => note(tx, { version: written }),
        }),
    );
    const versions = await this.versionsOf(kind, key);
    const written = versions.find(v => v.version === version)!;
    // They said so themselves: nothing of it is kept from them.
    return this.present(
      { version: written, body: written.body, withheld: 0 },
      versions,
    );
  }

  /** Takes a definition out of use. */
  async remove(
    caller: Caller,
    kind: string,
    key: string,
    expectedVersion?: number,
  ): Promise<void> {
    await this.mayWrite(caller);
    await this.#seesWhole(caller, this.kindOf(kind).kind, key);
    await oncePerRequest<{ version: number }>(caller, note =>
      this.deps.writer.write(caller, {
        kind,
        key,
        source: 'portal',
        body: {},
        removed: true,
        expectedVersion,
        note: (tx, version) => note(tx, { version }),
      }),
    );
  }
}
