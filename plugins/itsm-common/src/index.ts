/**
 * What a record is, without I/O: types, schemas, lifecycles, permissions and the API client.
 *
 * @packageDocumentation
 */
export * from './kernel/approvalAlgebra';
export * from './kernel/approvalPolicy';
export * from './kernel/approvalRoutes';
export * from './kernel/approvals';
export * from './kernel/attachmentRoutes';
export * from './kernel/attachments';
export * from './kernel/contract';
export * from './kernel/definitionRoutes';
export * from './kernel/definitions';
export * from './kernel/deliveryRoutes';
export * from './kernel/fields';
export * from './kernel/builtInFields';
export * from './kernel/closeNames';
export * from './kernel/customField';
export * from './kernel/entityChange';
export * from './kernel/erasure';
export * from './kernel/erasureRoutes';
export * from './kernel/exportRoutes';
export * from './kernel/fieldOperators';
export * from './kernel/fieldRoutes';
export * from './kernel/foldCase';
export * from './kernel/matchesFilter';
export * from './kernel/predicate';
export * from './kernel/readPredicate';
export * from './kernel/readValue';
export * from './kernel/searchRoutes';
export * from './kernel/handover';
export * from './kernel/handoverRoutes';
export * from './kernel/importSchema';
export * from './kernel/lifecycle';
export * from './kernel/mentions';
export * from './kernel/news';
export * from './kernel/openapi';
export * from './kernel/operationRoutes';
export * from './kernel/operations';
export * from './kernel/permissions';
export * from './kernel/presenceRoutes';
export * from './kernel/record';
export * from './kernel/refs';
export * from './kernel/requirePerson';
export * from './kernel/routes';
export * from './kernel/schema';
export * from './kernel/taskRoutes';
export * from './kernel/tasks';
export * from './kernel/viewRoutes';
export * from './kernel/views';
export * from './kernel/webhookRoutes';
export * from './kernel/webhooks';
export * from './client/ItsmClient';
export * from './practices/changes';
export * from './practices/cmdb';
export * from './practices/incidents';
export * from './practices/service-levels';
