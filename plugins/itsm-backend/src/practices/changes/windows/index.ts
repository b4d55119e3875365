export { windowsOf, windowsPart } from './parts';
export type { AskedItems, AskedSpan, MetWindow } from './WindowBook';
export { WindowBook } from './WindowBook';
