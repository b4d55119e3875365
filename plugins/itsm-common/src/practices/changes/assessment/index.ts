export * from './conflicts';
export * from './connection';
export * from './model';
export * from './risk';
export * from './riskModel';
export * from './routes';
export * from './schema';
export * from './slots';
