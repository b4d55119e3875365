import type { ItsmKernel } from '@callboard/plugin-itsm-node';
import type { ChangePart } from '../parts';
import { AuthorizedCabService } from './AuthorizedCabService';
import { DefaultCabService } from './CabService';
import { CabStore } from './CabStore';
import { cabKind } from './kind';
import { mountCabRoutes } from './routes';

/** Change advisory boards: their meetings, agendas and minutes. */
export function cabPart(): ChangePart {
  // Kinds of definitions are there before the kernel is; what they look up is not.
  let standing: ItsmKernel | undefined;
  return {
    definitionKinds: [cabKind(() => standing)],
    start(kernel, router) {
      standing = kernel;
      const store = new CabStore(kernel.database, kernel.records);
      const cab = new DefaultCabService({ ...kernel, store });
      mountCabRoutes(
        router,
        new AuthorizedCabService(cab, kernel.authorizer),
        kernel.csv,
      );
    },
  };
}
