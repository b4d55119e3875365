import type { Authorizer, Caller } from '@callboard/plugin-itsm-node';
import type { CustomFields } from '../fields/CustomFields';
import type { RecordTypes } from '../RecordTypes';

/** Gives callers what they may read: one question to the permission framework a request. */
export class ReadScope {
  constructor(
    private readonly authorizer: Authorizer,
    private readonly types: RecordTypes,
    private readonly customFields: Pick<CustomFields, 'refresh'>,
  ) {}

  /**
   * The caller with the scopes of reading records of the types; of all types if none are named.
   *
   * @throws InputError for a type that no practice brings
   */
  async of(
    caller: Caller,
    types: readonly string[] | undefined,
  ): Promise<Caller> {
    await this.customFields.refresh();
    const permissions = this.types.pick(types).map(t => t.permissions.read);
    return this.authorizer.withScopes(caller, permissions);
  }
}
