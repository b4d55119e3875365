import {
  impactServiceRef,
  maintenanceServiceRef,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import type { ChangePart, ChangeTools } from '../parts';
import { AuthorizedWindowService } from './AuthorizedWindowService';
import { changeWindowKind } from './changeWindowKind';
import { freezeException } from './freezeException';
import {
  maintenanceEventsHandler,
  maintenanceEventsProjection,
} from './maintenanceEvents';
import { MaintenanceFacts } from './MaintenanceFacts';
import { MaintenanceStore } from './MaintenanceStore';
import { MaintenanceViews } from './MaintenanceViews';
import { MaintenanceWork } from './MaintenanceWork';
import { MaintenanceWriter } from './MaintenanceWriter';
import { mountWindowRoutes } from './routes';
import { WindowBook } from './WindowBook';
import { DefaultWindowService } from './WindowService';
import { WindowStore } from './WindowStore';

const books = new WeakMap<ItsmKernel, WindowBook>();

/** The windows of a kernel, for other parts of the practice. */
export function windowsOf(kernel: ItsmKernel): WindowBook {
  const book =
    books.get(kernel) ??
    new WindowBook(kernel, new WindowStore(kernel.database));
  books.set(kernel, book);
  return book;
}

function buildWindows(kernel: ItsmKernel, tools: ChangeTools) {
  const book = windowsOf(kernel);
  const changes = tools.store(kernel);
  const store = new MaintenanceStore(kernel.database);
  const views = new MaintenanceViews(kernel, store);
  return {
    book,
    store,
    facts: new MaintenanceFacts(store, views, kernel.clock),
    service: new AuthorizedWindowService(
      new DefaultWindowService(kernel, { book, store, views, changes }),
      kernel.readScope,
    ),
    work: new MaintenanceWork(kernel, {
      store,
      changes,
      writer: new MaintenanceWriter(kernel, store),
      windows: new WindowStore(kernel.database),
    }),
  };
}

/** Freezes and maintenance windows: when changes wait, and when something may be down. */
export function windowsPart(tools: ChangeTools): ChangePart {
  const { events } = tools;
  // Kinds of definitions are there before the kernel is; what they check is not.
  let standing: ItsmKernel | undefined;
  const built = new WeakMap<ItsmKernel, ReturnType<typeof buildWindows>>();
  const partsOf = (kernel: ItsmKernel) => {
    standing = kernel;
    const parts = built.get(kernel) ?? buildWindows(kernel, tools);
    built.set(kernel, parts);
    return parts;
  };
  return {
    definitionKinds: [changeWindowKind(() => standing)],
    approverRoles: kernel => [freezeException(partsOf(kernel).book)],
    projections: kernel => [
      partsOf(kernel).work.projection(),
      ...(events ? [maintenanceEventsProjection(kernel)] : []),
    ],
    dueHandlers: kernel => [
      ...partsOf(kernel).work.dueHandlers(),
      ...(events
        ? [maintenanceEventsHandler(partsOf(kernel).store, events)]
        : []),
    ],
    services(kernel) {
      kernel.services.offer(maintenanceServiceRef, partsOf(kernel).facts);
    },
    start(kernel, router) {
      const { service, facts } = partsOf(kernel);
      mountWindowRoutes(router, service);
      kernel.services.find(impactServiceRef)?.addStateSource(facts);
    },
  };
}
