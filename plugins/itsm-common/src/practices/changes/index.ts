export * from './cab';
export * from './calendar';
export * from './lifecycle';
export * from './model';
export * from './permissions';
export * from './planned';
export * from './routes';
export * from './schema';
