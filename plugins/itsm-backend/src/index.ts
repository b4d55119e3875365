/**
 * The kernel of Callboard and its built-in practices.
 *
 * `backend.add(import('@callboard/plugin-itsm-backend'))` brings the kernel, and one module per
 * practice unless `itsm.practices.<id>.enabled` is false.
 *
 * @packageDocumentation
 */
import {
  coreServices,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';
import { builtInBridges } from './bridges';
import { itsmPlugin } from './kernel/plugin';
import { builtInPractices } from './practices';

export default createBackendFeatureLoader({
  deps: { config: coreServices.rootConfig },
  *loader({ config }) {
    yield itsmPlugin;
    const isOn = (id: string) =>
      config.getOptionalBoolean(`itsm.practices.${id}.enabled`) !== false;
    for (const [id, module] of Object.entries(builtInPractices)) {
      if (isOn(id)) yield module;
    }
    for (const { between, module } of builtInBridges) {
      if (between.every(isOn)) yield module;
    }
  },
});
