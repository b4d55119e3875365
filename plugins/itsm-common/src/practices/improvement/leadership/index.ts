export * from './digest';
export * from './frame';
export * from './overview';
export * from './routes';
export * from './schema';
export * from './words';
