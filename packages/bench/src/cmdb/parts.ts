/**
 * Parts of the plugin that its package does not offer: what is measured here is inside of it. All
 * others of the bench take them from this file.
 */
/* eslint-disable @backstage/no-forbidden-package-imports */
export { CatalogStore } from '@callboard/plugin-itsm-backend/src/kernel/catalog/CatalogStore';
export { syncCatalog } from '@callboard/plugin-itsm-backend/src/kernel/catalog/syncCatalog';
export { CiGraph } from '@callboard/plugin-itsm-backend/src/practices/cmdb/impact/CiGraph';
export { GraphStore } from '@callboard/plugin-itsm-backend/src/practices/cmdb/impact/GraphStore';
export {
  Walk,
  type Reach,
} from '@callboard/plugin-itsm-backend/src/practices/cmdb/impact/Walk';
