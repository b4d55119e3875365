/**
 * What a record is, without I/O: types, schemas, lifecycles, permissions and the API client.
 *
 * @packageDocumentation
 */
export * from './kernel/contract';
export * from './kernel/fields';
export * from './kernel/importSchema';
export * from './kernel/lifecycle';
export * from './kernel/openapi';
export * from './kernel/permissions';
export * from './kernel/record';
export * from './kernel/refs';
export * from './kernel/routes';
export * from './kernel/schema';
export * from './client/ItsmClient';
export * from './practices/incidents';
