import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  practicesExtensionPoint,
  type Practice,
} from '@callboard/plugin-itsm-node';
import { builtInPractices } from '../practices';

/** The built-in practices as their modules hand them to the kernel, without a kernel. */
export async function registeredPractices(): Promise<Practice[]> {
  const handedIn: Practice[] = [];
  const backend = await startTestBackend({
    features: [
      createBackendPlugin({
        pluginId: 'itsm',
        register(env) {
          env.registerExtensionPoint(practicesExtensionPoint, {
            addPractice: practice => handedIn.push(practice),
          });
          env.registerInit({ deps: {}, async init() {} });
        },
      }),
      ...Object.values(builtInPractices),
      mockServices.rootConfig.factory({ data: {} }),
    ],
  });
  await backend.stop();
  return handedIn;
}
