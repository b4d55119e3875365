export * from './model';
export * from './offering';
export * from './routes';
export * from './schema';
export * from './score';
