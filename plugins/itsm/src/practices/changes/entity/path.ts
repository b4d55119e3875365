/** Where an entity's changes are, behind the address of its page. */
export const CHANGES_PATH = '/changes';
