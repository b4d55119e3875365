export * from './figures';
export * from './intervals';
export * from './model';
export * from './permissions';
export * from './routes';
export * from './schema';
