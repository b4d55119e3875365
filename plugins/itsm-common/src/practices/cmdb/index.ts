export * from './classes';
export * from './impact';
export * from './items';
export * from './model';
export * from './permissions';
export * from './routes';
export * from './schema';
export * from './sources';
