/**
 * The contract between the kernel of Callboard and its practices.
 *
 * @packageDocumentation
 */
export * from './caller';
export * from './extensionPoint';
export * from './kernel';
export * from './practice';
export * from './recordResource';
export * from './records';
