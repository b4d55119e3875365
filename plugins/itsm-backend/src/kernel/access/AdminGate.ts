import type { AuditorService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { Permission } from '@backstage/plugin-permission-common';
import {
  hasRole,
  type Authorizer,
  type Caller,
  type RouteRequest,
} from '@callboard/plugin-itsm-node';

/**
 * Lets in who administers Callboard: the role `admin`, under any policy, and the permission. What
 * is done behind it is noted by Backstage's auditor, refused or not.
 */
export class AdminGate {
  constructor(
    /** What is behind it, at the beginning of a sentence, e.g. `Webhooks`. */
    private readonly what: string,
    private readonly authorizer: Authorizer,
    private readonly auditor: AuditorService,
  ) {}

  /** @throws NotAllowedError */
  async enter(caller: Caller, permission: Permission): Promise<void> {
    if (!hasRole(caller, 'admin')) {
      throw new NotAllowedError(
        `${this.what} are for the role "admin"; it is given in itsm.access.roles or itsm.access.services`,
      );
    }
    await this.authorizer.require(caller, permission);
  }

  /** Does something that is audited. @throws NotAllowedError, and whatever the work throws */
  async act<T>(
    request: Pick<RouteRequest<any>, 'caller' | 'raw'>,
    permission: Permission,
    eventId: string,
    meta: Record<string, string | undefined>,
    work: () => Promise<T>,
  ): Promise<T> {
    const event = await this.auditor.createEvent({
      eventId,
      severityLevel: 'medium',
      request: request.raw.request,
      meta,
    });
    try {
      await this.enter(request.caller, permission);
      const result = await work();
      await event.success();
      return result;
    } catch (error) {
      await event.fail({ error: error as Error });
      throw error;
    }
  }
}
