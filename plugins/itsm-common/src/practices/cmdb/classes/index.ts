export * from './model';
export * from './readAttribute';
export * from './routes';
export * from './schema';
