export * from './judge';
export * from './model';
export * from './routes';
export * from './schema';
export * from './timeline';
