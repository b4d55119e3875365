export * from './model';
export * from './reconcile';
export * from './routes';
export * from './schema';
