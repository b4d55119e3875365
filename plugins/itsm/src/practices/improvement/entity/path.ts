/** Where the tab stands below an entity's page. */
export const NUMBERS_PATH = '/numbers';
