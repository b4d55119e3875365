import type { ItsmKernel } from '@callboard/plugin-itsm-node';
import type { ChangePart, ChangeTools } from '../parts';
import { standardActions } from './actions';
import { AuthorizedStandardService } from './AuthorizedStandardService';
import { DefaultGateService } from './GateService';
import { standardChangeKind } from './kind';
import { mountStandardRoutes } from './routes';
import { runsProjection } from './runsProjection';
import { standardNews } from './standardNews';
import { DefaultStandardService } from './StandardService';
import { StandardStore } from './StandardStore';
import { staysInScope } from './staysInScope';
import { Templates } from './Templates';
import { revokeHandler, tellHandler } from './work';

function build(kernel: ItsmKernel, tools: ChangeTools) {
  const store = new StandardStore(kernel.database);
  const templates = new Templates(kernel.definitions);
  const standard = new DefaultStandardService(kernel, {
    store,
    templates,
    changes: tools.changes(kernel),
  });
  return {
    store,
    templates,
    catalog: kernel.catalog,
    catalogAccess: kernel.catalogAccess,
    service: new AuthorizedStandardService(
      standard,
      new DefaultGateService(kernel, { store, standard }),
      kernel,
    ),
  };
}

/** Standard changes: templates, their success record, and the gate. */
export function standardPart(tools: ChangeTools): ChangePart {
  const built = new WeakMap<ItsmKernel, ReturnType<typeof build>>();
  // Kinds of definitions and reactions are there before the kernel is; what they look up is not.
  let known: ReturnType<typeof build> | undefined;
  const of = (kernel: ItsmKernel) => {
    known = built.get(kernel) ?? build(kernel, tools);
    built.set(kernel, known);
    return known;
  };
  return {
    definitionKinds: [standardChangeKind(() => known)],
    reactions: [staysInScope(() => known)],
    subjectNews: [standardNews],
    projections: kernel => [
      runsProjection({
        ...of(kernel),
        due: kernel.due,
        now: () => kernel.clock.now(),
      }),
    ],
    dueHandlers: kernel => {
      const deps = {
        journal: kernel.journal,
        records: kernel.records,
        clock: kernel.clock,
        ...of(kernel),
      };
      return [tellHandler(deps), revokeHandler(deps)];
    },
    actions: kernel => standardActions(of(kernel).service),
    async start(kernel, router) {
      // Reactions cannot wait for it.
      await of(kernel).templates.history();
      mountStandardRoutes(router, of(kernel).service);
    },
  };
}
