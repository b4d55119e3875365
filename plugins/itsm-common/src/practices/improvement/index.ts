export * from './register';
export * from './surveys';
