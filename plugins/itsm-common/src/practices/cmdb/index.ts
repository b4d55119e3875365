export * from './impact';
export * from './model';
export * from './permissions';
export * from './routes';
export * from './schema';
