export * from './hoursOf';
export * from './routes';
export * from './schema';
