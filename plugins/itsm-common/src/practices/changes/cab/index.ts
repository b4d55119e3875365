export * from './meetings';
export * from './routes';
export * from './schema';
