export { arithmeticWords, type Arithmetic } from './arithmetic';
export {
  availabilityOf,
  composeTogether,
  importanceOf,
  isLess,
  type Availability,
  type Composed,
} from './compose';
export * from './model';
export * from './percent';
export * from './routes';
export * from './schema';
export { stepsOf } from './steps';
export {
  failing,
  reachOf,
  type NeededGroup,
  type Needs,
  type Structure,
} from './structure';
export { arithmeticOf } from './tellArithmetic';
export { excessOf, judge } from './verdict';
export { worstCaseOf, type TimePromise, type WorstCase } from './worstCase';
