import {
  portfolioReadPermission,
  type ServicePage,
} from '@callboard/plugin-itsm-common';
import {
  assertPermitted,
  type Caller,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import type { ServicePageService } from './ServicePageService';

/** {@link ServicePageService} with the permission framework on top: one question for all sections. */
export class AuthorizedServicePageService implements ServicePageService {
  constructor(
    private readonly inner: ServicePageService,
    private readonly kernel: Pick<ItsmKernel, 'readScope' | 'serviceViews'>,
  ) {}

  async page(caller: Caller, ref: string): Promise<ServicePage> {
    const views = this.kernel.serviceViews.views();
    const scoped = await this.kernel.readScope.of(caller, undefined, {
      permissions: [
        portfolioReadPermission,
        ...views.flatMap(({ permissions = [] }) => permissions),
      ],
      catalog: true,
    });
    assertPermitted(scoped, portfolioReadPermission);
    return this.inner.page(scoped, ref);
  }
}
