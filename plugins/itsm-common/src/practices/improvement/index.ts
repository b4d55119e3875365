export * from './culture';
export * from './leadership';
export * from './proposals';
export * from './register';
export * from './surveys';
