import {
  changePermissions,
  type CalendarQuery,
} from '@callboard/plugin-itsm-common';
import type { Authorizer, Caller } from '@callboard/plugin-itsm-node';
import type { CalendarService } from './CalendarService';

/** {@link CalendarService} with the permission framework on top: one question a request. */
export class AuthorizedCalendarService implements CalendarService {
  constructor(
    private readonly inner: CalendarService,
    private readonly authorizer: Authorizer,
  ) {}

  async calendar(caller: Caller, query: CalendarQuery) {
    const { read, update } = changePermissions;
    const scoped = await this.authorizer.withScopes(caller, [read, update], {
      catalog: true,
    });
    return this.inner.calendar(scoped, query);
  }
}
