/**
 * Mail of Backstage's notifications in which the words of a record stay words.
 *
 * `backend.add(import('@callboard/plugin-notifications-backend-module-itsm'))` beside
 * `@backstage/plugin-notifications-backend-module-email`.
 *
 * @packageDocumentation
 */
export { notificationsModuleItsm as default } from './module';
export { mailTemplate } from './mailTemplate';
