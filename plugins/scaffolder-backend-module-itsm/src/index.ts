/**
 * Software templates that run only when the change they belong to may be done.
 *
 * `backend.add(import('@callboard/plugin-scaffolder-backend-module-itsm'))` beside the scaffolder.
 *
 * @packageDocumentation
 */
export { scaffolderModuleItsm as default } from './module';
export { finishAction, FINISH_ACTION } from './finishAction';
export { gateAction, GATE_ACTION } from './gateAction';
export type { ChangeActionOptions } from './changeCalls';
