import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { ItsmAction } from '@callboard/plugin-itsm-node';
import type { Callers } from '../access/Callers';
import { parse } from '../http/parse';
import { toZod3 } from './toZod3';

/**
 * Hands actions to Backstage's registry. Whoever calls one is found out as for a request, and
 * the services behind it are the ones that the routes use: an action can do what its caller can.
 */
export function registerActions(
  registry: ActionsRegistryService,
  callers: Callers,
  actions: readonly ItsmAction[],
): void {
  for (const action of actions) {
    const { name, title, description, readOnly, idempotent } = action;
    registry.register({
      name,
      title,
      description,
      schema: {
        input: z => toZod3(z, action.input, 'input'),
        output: z => toZod3(z, action.output, 'output'),
      },
      attributes: {
        readOnly: readOnly === true,
        // Nothing here deletes: records are kept, and every change stands in the journal.
        destructive: false,
        idempotent: readOnly === true || idempotent === true,
      },
      action: async ({ input, credentials }) => {
        const caller = await callers.fromCredentials(credentials);
        const parsed = parse(action.input, input, 'input');
        return { output: await action.run(parsed, caller) };
      },
    });
  }
}
