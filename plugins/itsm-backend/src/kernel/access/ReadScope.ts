import type { Permission } from '@backstage/plugin-permission-common';
import type {
  Authorizer,
  Caller,
  RecordScope,
} from '@callboard/plugin-itsm-node';
import type { CustomFields } from '../fields/CustomFields';
import type { RecordTypes } from '../RecordTypes';

/** Gives callers what they may read: one question to the permission framework a request. */
export class ReadScope implements RecordScope {
  constructor(
    private readonly authorizer: Authorizer,
    private readonly types: RecordTypes,
    private readonly customFields: Pick<CustomFields, 'refresh'>,
  ) {}

  /**
   * The caller with the scopes of reading records of the types; of all types if none are named.
   *
   * @param along - what else is asked in the same call
   * @throws InputError for a type that no practice brings
   */
  async of(
    caller: Caller,
    types?: readonly string[],
    along: { permissions: readonly Permission[]; catalog?: boolean } = {
      permissions: [],
    },
  ): Promise<Caller> {
    await this.customFields.refresh();
    const permissions = this.types.pick(types).map(t => t.permissions.read);
    return this.authorizer.withScopes(
      caller,
      [...permissions, ...along.permissions],
      { catalog: along.catalog },
    );
  }
}
