/** What bridges may use of service levels. */
export { HeadClock } from './clocks/HeadClock';
export { PlainPromises } from './clocks/PlainPromises';
export { RecordClocks } from './clocks/RecordClocks';
export { TimeLeft } from './clocks/TimeLeft';
