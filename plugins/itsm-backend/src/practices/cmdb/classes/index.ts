/** Classes and attributes, as the rest of the practice reads them. */
export type { CiFacts, CiFactsReader, Classifiable } from './CiFactsReader';
export { DefaultCiFactsReader } from './DefaultCiFactsReader';
export { FactsStore } from './FactsStore';
export { classFor } from './classify';
export { ciClassKind, ciSourceKind } from './definitionKinds';
