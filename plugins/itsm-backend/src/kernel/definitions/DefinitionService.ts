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

  /** Says what is wrong with a definition, and writes nothing. */
  async check(
    caller: Caller,
    kind: string,
    key: string,
    wanted: DefinitionWrite,
  ): Promise<DefinitionCheck> {
    await this.mayWrite(caller);
    const read = await readWritten(this.kindOf(kind), key, wanted);
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
   *   what stands in Git
   */
  async write(
    caller: Caller,
    kind: string,
    key: string,
    wanted: DefinitionWrite,
    expectedVersion?: number,
  ): Promise<DefinitionVersion> {
    await this.mayWrite(caller);
    const read = await readWritten(this.kindOf(kind), key, wanted);
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
    return this.present(this.numbered(versions, version), versions);
  }

  /** Takes a definition out of use. */
  async remove(
    caller: Caller,
    kind: string,
    key: string,
    expectedVersion?: number,
  ): Promise<void> {
    await this.mayWrite(caller);
    await oncePerRequest<{ version: number }>(caller, note =>
      this.deps.writer.write(caller, {
        kind: this.kindOf(kind).kind,
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
