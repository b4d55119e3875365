export * from './routes';
export * from './schema';
export * from './scopes';
