/** Where service levels stand on the page of an entity. */
export const LEVELS_PATH = '/service-levels';
