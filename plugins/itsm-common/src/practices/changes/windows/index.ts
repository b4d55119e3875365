export * from './faults';
export * from './localTime';
export * from './model';
export * from './occurrences';
export * from './routes';
export * from './rule';
export * from './schema';
export * from './scope';
