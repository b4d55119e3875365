export * from './leadership';
export * from './register';
export * from './surveys';
