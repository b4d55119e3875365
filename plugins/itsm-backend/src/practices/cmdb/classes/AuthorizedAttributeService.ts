import {
  cmdbUpdatePermission,
  type CiAttributesPatch,
} from '@callboard/plugin-itsm-common';
import type { Authorizer, Caller } from '@callboard/plugin-itsm-node';
import { permitted } from '../access';
import type { AttributeService } from './AttributeService';

/** {@link AttributeService} with the permission framework on top. */
export class AuthorizedAttributeService implements AttributeService {
  constructor(
    private readonly inner: AttributeService,
    private readonly authorizer: Authorizer,
  ) {}

  async classes(caller: Caller) {
    return this.inner.classes(await permitted(this.authorizer, caller));
  }

  async get(caller: Caller, ref: string) {
    return this.inner.get(await permitted(this.authorizer, caller), ref);
  }

  async patch(caller: Caller, patch: CiAttributesPatch, version?: number) {
    const allowed = await permitted(
      this.authorizer,
      caller,
      cmdbUpdatePermission,
    );
    return this.inner.patch(allowed, patch, version);
  }
}
