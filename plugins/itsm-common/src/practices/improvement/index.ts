export * from './culture';
export * from './leadership';
export * from './register';
export * from './surveys';
