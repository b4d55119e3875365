export * from './lifecycle';
export * from './model';
