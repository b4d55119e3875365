export * from './health';
export * from './page';
export * from './routes';
export * from './sections';
