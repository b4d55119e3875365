export * from './lifecycle';
export * from './model';
export * from './permissions';
export * from './routes';
export * from './schema';
