export * from './lifecycle';
export * from './model';
export * from './routes';
export * from './schema';
